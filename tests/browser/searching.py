"""Asks the modules of the search page themselves, in a page that has loaded them."""

from typing import NamedTuple

from playwright.sync_api import Page

ANSWERS = """async ([queries, lang, most]) => {
    const search = document.querySelector("script[type=module]").src;
    const source = await (await fetch(search)).text();
    const named = (name) =>
        new URL(source.match(new RegExp(`${name}\\\\.[0-9a-f]+\\\\.js`))[0], search);
    const finder = await import(named("finder"));
    const { asked } = await import(named("tokens"));
    await finder.prepare(lang);
    const answers = [];
    for (const query of queries) {
        const question = asked(query);
        const candidates = [];
        for await (const { found } of finder.search(lang, question)) candidates.push(...found);
        const read = [];
        for (const one of candidates.slice(0, most ?? candidates.length)) {
            const report = await finder.verified(lang, one, question);
            read.push([report?.path ?? null, report?.hits.map(({ id }) => id) ?? []]);
        }
        answers.push([candidates.map(({ id }) => id), read]);
    }
    return answers;
}"""


class Answer(NamedTuple):
    """``named``: records that the index names. ``read``: of the first of them the path of the
    report, None where its text does not hold the words, and the ids of its hits.
    """

    named: list[str]
    read: list[tuple[str | None, list[str]]]


def answers_of(page: Page, queries: list[str], lang: str, most: int | None = None) -> list[Answer]:
    return [Answer(*one) for one in page.evaluate(ANSWERS, [queries, lang, most])]
