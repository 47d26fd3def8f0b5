"""Pages become the site in one step, whatever happens; nothing else is touched."""

import errno
import io
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

import pytest

from gongbao import publish
from gongbao.model import ContentError, Page
from gongbao.publish import stage, swap
from gongbao.publish.limits import Limits
from gongbao.publish.spare import state_of


def page_of(body: str) -> Page:
    return Page(PurePosixPath("index.html"), publish.MARK + body.encode())


def body_of(site: Path) -> str:
    return (site / "index.html").read_bytes().removeprefix(publish.MARK).decode()


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a file system that cannot exchange two folders in one step."""

    def refuse(one: Path, other: Path) -> None:
        raise OSError(errno.EINVAL, "Invalid argument", str(one))

    monkeypatch.setattr(swap, "exchange", refuse)


@pytest.mark.usefixtures("no_exchange")
def test_where_folders_cannot_change_places_a_link_does(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for body, tree in (("1", ".tree-site-1"), ("2", ".tree-site-2"), ("3", ".tree-site-1")):
        publish.publish([page_of(body)], site)
        assert body_of(site) == body
        assert site.readlink() == Path(tree)
        assert sorted(path.name for path in tmp_path.iterdir()) == [tree, "site"]


@pytest.mark.parametrize("is_empty_folder", [False, True])
def test_a_folder_becomes_a_link_and_the_link_stays(
    is_empty_folder: bool, tmp_path: Path, no_exchange: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    if not is_empty_folder:
        (site / "index.html").write_bytes(publish.MARK)
    publish.publish([page_of("new")], site)
    assert site.is_symlink()
    monkeypatch.undo()
    publish.publish([page_of("newer")], site)
    assert body_of(site) == "newer"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".tree-site-2", "site"]


@pytest.mark.usefixtures("no_exchange")
def test_a_link_whose_site_was_removed_is_made_anew(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish.publish([page_of("old")], site)
    shutil.rmtree(tmp_path / ".tree-site-1")
    with publish.lock(site):
        publish.publish([page_of("new")], site)
    assert body_of(site) == "new"


@pytest.mark.usefixtures("no_exchange")
def test_an_error_between_two_renames_puts_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_bytes(publish.MARK + b"old")
    rename = Path.rename

    def fail(one: Path, other: Path) -> Path:
        if one.name == swap.LINK:
            raise OSError(errno.EIO, "Input/output error", str(one))
        return rename(one, other)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="Input/output error"):
        publish.publish([page_of("new")], site)
    assert body_of(site) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_another_error_of_the_exchange_is_no_reason_for_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(one: Path, other: Path) -> None:
        raise OSError(errno.EIO, "Input/output error", str(one))

    monkeypatch.setattr(swap, "exchange", fail)
    with pytest.raises(OSError, match="Input/output error"):
        publish.publish([page_of("new")], tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_an_exchange_that_fails_says_with_what(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    with pytest.raises(FileNotFoundError) as error:
        swap.exchange(tmp_path / "one", tmp_path / "other")
    assert error.value.filename == str(tmp_path / "other")


def test_a_library_without_the_call_cannot_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda name, use_errno: object())
    site = tmp_path / "site"
    publish.publish([page_of("new")], site)
    assert site.is_symlink()


@pytest.mark.parametrize("is_empty_folder_there", [False, True])
def test_a_kill_between_two_renames_is_put_right_by_the_next_build(
    is_empty_folder_there: bool, tmp_path: Path
) -> None:
    site, stage = tmp_path / "site", tmp_path / ".stage-site"
    publish.publish([page_of("old")], site)
    (stage / "new").mkdir(parents=True)
    site.rename(stage / "old")
    if is_empty_folder_there:
        site.mkdir()
    with publish.lock(site):
        assert body_of(site) == "old"  # before anything is known of the new one
        assert not stage.exists()


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish.publish([page_of("old")], site)
    (tmp_path / ".stage-site/new/futian").mkdir(parents=True)
    with publish.lock(site):
        publish.publish([page_of("new")], site)
    assert body_of(site) == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


@pytest.mark.parametrize("name", ["site-new", "site-old", "site-", "stage-site", "[st]ite"])
def test_builds_of_two_sites_beside_each_other_do_not_meet(name: str, tmp_path: Path) -> None:
    one, other = tmp_path / "site", tmp_path / name

    def pages() -> Iterator[Page]:
        yield page_of("other")
        with publish.lock(one):
            publish.publish([page_of("one")], one)
        yield Page(PurePosixPath("futian/index.html"), b"")

    with publish.lock(other):
        assert publish.publish(pages(), other) == 2
    assert (body_of(one), body_of(other)) == ("one", "other")
    assert sorted(path.name for path in other.iterdir()) == ["futian", "index.html"]


@pytest.mark.parametrize("gone", [".stage-site", ".stage-site/new"])
@pytest.mark.parametrize("next_page", ["sitemap.xml", "futian/index.html"])
def test_a_stage_that_vanished_is_not_made_again(next_page: str, gone: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish.publish([page_of("old")], site)

    def pages() -> Iterator[Page]:
        yield page_of("new")
        shutil.rmtree(tmp_path / gone)
        yield Page(PurePosixPath(next_page), b"")

    with pytest.raises(FileNotFoundError):
        publish.publish(pages(), site)
    assert body_of(site) == "old"


def test_a_full_disk_is_said_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    publish.publish([page_of("old")], site)

    class Full(io.BytesIO):
        def write(self, body: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    opened = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, mode, *rest: Full() if mode == "xb" else opened(path, mode)
    )
    with pytest.raises(OSError, match="No space left") as error:
        publish.publish([page_of("new")], site)
    assert error.value.filename == str(tmp_path / ".stage-site/new/index.html")
    assert body_of(site) == "old"


def test_two_pages_of_one_name_are_an_error_of_ours(tmp_path: Path) -> None:
    page = Page(PurePosixPath("a.html"), b"")
    with pytest.raises(FileExistsError):
        publish.publish([page, page], tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_link_in_the_place_of_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to("elsewhere")
    with pytest.raises(ContentError):
        publish.publish([], tmp_path / "site")


@pytest.mark.parametrize(
    ("path", "limits", "words"),
    [
        ("/etc/passwd", Limits(), "must lie in the site"),
        ("a/../../b", Limits(), "must lie in the site"),
        (".", Limits(), "must lie in the site"),
        ("a/b:c", Limits(), "cannot be copied"),
        ("a/b\nc", Limits(), "cannot be copied"),
        ("a./b", Limits(), "cannot be copied"),
        ("a/" + "汉" * 86, Limits(), "a name has more than 255 bytes"),
        ("/".join(["a" * 200] * 6), Limits(), "the path has more than 1024 bytes"),
        ("a", Limits(file_bytes=2), "the file has more than 2 bytes"),
        ("a", Limits(files=1), "the site has more than 1 files"),
        ("a", Limits(site_bytes=len(publish.MARK) + 2), "the site has more than"),
    ],
)
def test_a_page_that_no_site_should_hold_stops_the_build(
    path: str, limits: Limits, words: str, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    publish.publish([page_of("old")], site)
    if limits.file_bytes == 2:
        pages = [Page(PurePosixPath(path), b"123")]
    else:
        pages = [page_of(""), Page(PurePosixPath(path), b"123")]
    with pytest.raises(ContentError, match=words):
        publish.publish(pages, site, limits)
    assert body_of(site) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_lock_names_its_holder_and_is_empty_after_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with publish.lock(site):
        with pytest.raises(publish.SiteIsLocked) as refused, publish.lock(site):
            pass
        assert f"process {os.getpid()}: " in refused.value.holder
        assert shlex.join(sys.orig_argv) in refused.value.holder
    assert (tmp_path / ".site.lock").read_bytes() == b""


def test_an_error_of_the_disk_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output error") as error:
        publish.publish([page_of("new")], tmp_path / "site")
    assert error.value.filename == str(tmp_path / ".stage-site/new/index.html")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_did_not_change_is_linked_and_no_other(tmp_path: Path) -> None:
    """What was written is never written over: who still reads the old site reads the old bytes."""
    site = tmp_path / "site"
    other, third = (Page(PurePosixPath(name), b"same") for name in ("a/b.txt", "c.txt"))
    publish.publish([page_of("1"), other, third], site)
    (site / "c.txt").chmod(0o600)
    before = {name: (site / name).stat().st_ino for name in ("index.html", "a/b.txt", "c.txt")}
    with (site / "index.html").open("rb") as reader:
        publish.publish([page_of("2"), other, third], site)
        assert reader.read() == page_of("1").body
    after = {name: (site / name).stat().st_ino for name in before}
    assert {name for name in before if before[name] == after[name]} == {"a/b.txt"}
    assert [(site / name).stat().st_nlink for name in before] == [1, 1, 1]
    assert oct((site / "c.txt").stat().st_mode)[-3:] == "644"


@pytest.mark.parametrize("names", [("a.txt", "gone.txt"), ("a.txt", "b/c.txt")])
def test_files_are_linked_all_or_none(
    names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is gone, or its file system refuses the second link."""
    folders = stage.Folders(tmp_path / "stage", tmp_path / "old")
    folders.stage.mkdir()
    (folders.old / "b").mkdir(parents=True)
    for name in ("a.txt", "b/c.txt"):
        (folders.old / name).write_bytes(b"same")
        (folders.old / name).chmod(0o644)
    states = {name: state_of(f"{folders.old}/{name}") or (0, 0, 0) for name in names}
    link = os.link

    def refused(source: str, target: str) -> None:
        if source.endswith("c.txt"):
            raise OSError(errno.EPERM, "Operation not permitted")
        link(source, target)

    monkeypatch.setattr(os, "link", refused)
    assert not folders.link([(name, 4) for name in names], states, {})
    assert [path for path in folders.stage.rglob("*") if path.is_file()] == []
    monkeypatch.setattr(os, "link", link)
    assert folders.link([(name, 4) for name in names], states, {}) == ("gone.txt" not in names)


def test_a_file_that_cannot_be_linked_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, other = tmp_path / "site", Page(PurePosixPath("a/b.txt"), b"same")
    publish.publish([page_of("1"), other], site)
    before = (site / "a/b.txt").stat().st_ino

    def refused(source: str, target: str, **options: bool) -> None:
        raise OSError(errno.EMLINK, "Too many links", source)

    monkeypatch.setattr(os, "link", refused)
    publish.publish([page_of("2"), other], site)
    assert (site / "a/b.txt").read_bytes() == b"same"
    assert (site / "a/b.txt").stat().st_ino != before
    assert body_of(site) == "2"


# ---------------------------------------------------------------- a spare tree


def pages_of(version: str) -> list[Page]:
    """A file in a folder that no other version has, one that all have, and the home page."""
    own = Page(PurePosixPath(f"only/{version}/a.txt"), version.encode())
    return [page_of(version), Page(PurePosixPath("a/b.txt"), b"same"), own]


def files_of(tree: Path) -> dict[str, bytes | None]:
    """None for a folder."""
    return {
        path.relative_to(tree).as_posix(): path.read_bytes() if path.is_file() else None
        for path in tree.rglob("*")
    }


def test_the_spare_tree_is_brought_up_to_date_instead_of_a_new_one(tmp_path: Path) -> None:
    site, spare, clean = (tmp_path / name for name in ("site", ".spare-site", "clean"))
    for version in ("1", "2", "3", "4"):
        tree = spare.stat().st_ino if spare.exists() else None
        before = (site / "a/b.txt").stat().st_ino if site.exists() else None
        was = files_of(site)
        assert publish.publish(pages_of(version), site, has_spare=True) == 3
        publish.publish(pages_of(version), clean)
        assert files_of(site) == files_of(clean)
        assert files_of(spare) == (was or files_of(clean))
        assert before in (None, (site / "a/b.txt").stat().st_ino)
        assert tree in (None, site.stat().st_ino)
        assert (site / "a/b.txt").stat().st_nlink == 2
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".spare-site", "clean"}


SPOILED: dict[str, Callable[[Path, Path], object]] = {
    "a file that was written over": lambda spare, out: replaced(spare / "a/b.txt", b"other"),
    "a file more": lambda spare, out: (spare / "a/more.txt").write_bytes(b""),
    "a folder more": lambda spare, out: (spare / "a/more").mkdir(),
    "a file less": lambda spare, out: (spare / "a/b.txt").unlink(),
    "a folder in the place of a file": lambda spare, out: in_place(spare / "a/b.txt", Path.mkdir),
    "a file in the place of a folder": lambda spare, out: in_place(spare / "a", Path.touch),
    "a link to a file": lambda spare, out: in_place(
        spare / "a/b.txt", lambda path: path.symlink_to(out / "b.txt")
    ),
    "a second name of a file": lambda spare, out: in_place(
        spare / "a/b.txt", lambda path: path.hardlink_to(out / "b.txt")
    ),
    "a link to a folder": lambda spare, out: in_place(
        spare / "a", lambda path: path.symlink_to(out)
    ),
    "a link in its place": lambda spare, out: in_place(spare, lambda path: path.symlink_to(out)),
    "a file in its place": lambda spare, out: in_place(spare, Path.touch),
    "nothing in its place": lambda spare, out: shutil.rmtree(spare),
    "a folder that nobody may read": lambda spare, out: (spare / "a").chmod(0),
    "a folder for its owner alone": lambda spare, out: (spare / "a").chmod(0o700),
    "another site": lambda spare, out: in_place(
        spare, lambda path: publish.publish(pages_of("other"), path)
    ),
}


def replaced(path: Path, body: bytes) -> None:
    path.unlink()
    path.write_bytes(body)
    path.chmod(0o644)


def in_place(path: Path, make: Callable[[Path], object]) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    make(path)


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_nothing_is_known_of_a_spare_tree(
    spoil: Callable[[Path, Path], object], tmp_path: Path
) -> None:
    site, spare, out, clean = (tmp_path / name for name in ("site", ".spare-site", "out", "clean"))
    out.mkdir()
    (out / "b.txt").write_bytes(b"of others")
    (out / "b.txt").chmod(0o644)
    for version in ("1", "2"):
        publish.publish(pages_of(version), site, has_spare=True)
    spoil(spare, out)
    publish.publish(pages_of("3"), site, has_spare=True)
    publish.publish(pages_of("3"), clean)
    assert files_of(site) == files_of(clean)
    assert {path.stat().st_mode & 0o777 for path in site.rglob("*")} == {0o644, 0o755}
    assert files_of(out) == {"b.txt": b"of others"}


def test_a_file_that_somebody_has_a_name_of_is_written_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for version in ("1", "2"):
        publish.publish(pages_of(version), site, has_spare=True)
    (tmp_path / "copy").hardlink_to(site / "a/b.txt")
    publish.publish(pages_of("3"), site, has_spare=True)
    (tmp_path / "copy").write_bytes(b"changed")
    assert (site / "a/b.txt").read_bytes() == b"same"


def test_a_spare_tree_that_cannot_be_renamed_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, spare, rename = tmp_path / "site", tmp_path / ".spare-site", Path.rename
    publish.publish(pages_of("1"), site, has_spare=True)

    def refused(one: Path, other: Path) -> Path:
        if spare in (one, other):
            raise OSError(errno.EBUSY, "Device or resource busy", str(one))
        return rename(one, other)

    monkeypatch.setattr(Path, "rename", refused)
    publish.publish(pages_of("2"), site, has_spare=True)
    assert "only/2/a.txt" in files_of(site)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_that_ends_before_its_time_leaves_the_spare_tree(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / ".spare-site"
    for version in ("1", "2"):
        publish.publish(pages_of(version), site, has_spare=True)
    tree = spare.stat().st_ino

    def pages() -> Iterator[Page]:
        yield from pages_of("3")
        raise ContentError

    with pytest.raises(ContentError):
        publish.publish(pages(), site, has_spare=True)
    assert spare.stat().st_ino == tree
    assert body_of(site) == "2"
    publish.publish(pages_of("4"), site, has_spare=True)
    found = files_of(site)
    assert {name for name in found if found[name]} == {"index.html", "a/b.txt", "only/4/a.txt"}


def test_the_folders_of_the_first_spare_tree_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are those of the next site, where most of them stay as they are."""
    synced: set[int] = set()

    def fsync(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)

    def ends() -> Iterator[Page]:
        yield from pages_of("never")
        yield Page(PurePosixPath("new/more.txt"), b"same")
        raise ContentError

    monkeypatch.setattr(os, "fsync", fsync)
    for version in ("1", "2", "3", "4"):
        pages = [*pages_of(version), Page(PurePosixPath(f"only/{version}/more.txt"), b"same")]
        publish.publish(pages, tmp_path / "site", has_spare=True)
        with suppress(ContentError):
            publish.publish(ends(), tmp_path / "site", has_spare=True)
        found = [tmp_path / "site", *(tmp_path / "site").rglob("*")]
        assert {path.stat().st_ino for path in found} <= synced


@pytest.mark.parametrize("names", [("a", "a/i.html"), ("a/i.html", "a")])
def test_a_file_may_become_a_folder_and_a_folder_a_file(
    names: tuple[str, str], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    for name in (names[0], names[0], names[1], names[1]):
        page = Page(PurePosixPath(name), b"same")
        publish.publish([page_of(""), page], site, has_spare=True)
        assert {name for name, body in files_of(site).items() if body} == {"index.html", name}


def test_a_file_of_the_site_that_is_replaced_meanwhile_is_written_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for version in ("1", "2"):
        publish.publish(pages_of(version), site, has_spare=True)
    with publish.staged(site, has_spare=True) as stage:
        replaced(site / "a/b.txt", b"of others")
        stage.add(pages_of("3"))
    assert (site / "a/b.txt").read_bytes() == b"same"


@pytest.mark.usefixtures("no_exchange")
def test_where_the_site_is_a_link_there_is_no_spare_tree(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for version in ("1", "2", "3"):
        publish.publish(pages_of(version), site, has_spare=True)
    assert "only/3/a.txt" in files_of(site)
    assert not (tmp_path / ".spare-site").exists()


def test_a_file_that_cannot_be_read_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, read = tmp_path / "site", Path.read_bytes
    for version in ("1", "2"):
        publish.publish(pages_of(version), site, has_spare=True)
    before = (site / "a/b.txt").stat().st_ino

    def fail(path: Path) -> bytes:
        if path == site / "a/b.txt":
            raise OSError(errno.EIO, "Input/output error", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", fail)
    publish.publish(pages_of("3"), site, has_spare=True)
    monkeypatch.undo()
    assert (site / "a/b.txt").read_bytes() == b"same"
    assert (site / "a/b.txt").stat().st_ino != before


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def pages() -> Iterator[Page]:
        yield page_of("never")
        raise ContentError

    with pytest.raises(ContentError):
        publish.publish(pages(), tmp_path / "site", has_spare=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("names", [("a", "a/i.html"), ("a/i.html", "a")])
@pytest.mark.parametrize("builds", [1, 2])
def test_a_file_and_a_folder_of_one_name_are_an_error_of_ours(
    names: tuple[str, str], builds: int, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    pages = [Page(PurePosixPath(name), b"same") for name in names]
    for _ in range(builds):
        publish.publish([page_of("old"), pages[0]], site, has_spare=True)
    with pytest.raises(OSError, match=r"exists|directory"):
        publish.publish([page_of("new"), *pages], site, has_spare=True)
    assert body_of(site) == "old"


def test_two_files_of_one_name_are_an_error_of_ours_with_a_spare_tree_too(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for version in ("1", "2"):
        publish.publish(pages_of(version), site, has_spare=True)
    page = pages_of("3")[1]
    with pytest.raises(FileExistsError):
        publish.publish([page_of("3"), page, page], site, has_spare=True)
    assert body_of(site) == "2"
