"""The page of measurements holds the newest of each subject, and loses no other."""

from benchmarks.page import PAGE, page


def report(subject: str, seconds: str) -> str:
    return (
        f"## About {subject}\n\n| {seconds} |\n\nRepeat it with `scripts/bench {subject} -n 3`.\n"
    )


def test_new_reports_replace_their_own_subject_alone() -> None:
    before = page({"edge": report("edge", "1 s"), "synth": report("synth", "2 s")}, "")
    after = page({"synth": report("synth", "3 s"), "build": report("build", "4 s")}, before)
    assert [line for line in after.splitlines() if line.startswith("| ")] == [
        "| 4 s |",
        "| 1 s |",
        "| 3 s |",
    ]


def test_page_in_the_docs_is_what_would_be_written() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page({}, text) == text
