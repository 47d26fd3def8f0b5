import { glob } from "astro/loaders";
import { z } from "astro/zod";
import { defineCollection } from "astro:content";

const schema = z.object({ title: z.string(), date: z.date(), issuer: z.string() });
const loader = glob({ pattern: "**/*.md", base: "./src/content/reports" });
export const collections = { reports: defineCollection({ loader, schema }) };
