"""Fuzzing the reader with atheris, which chooses bytes by the code that they reach: `pip install atheris`.

What breaks a law ends the run; libFuzzer writes it to a file `crash-...`.
"""

import argparse
import tempfile
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_by_coverage")
    parser.add_argument("--minutes", type=float, default=1)
    seconds = int(60 * parser.parse_args().minutes)

    import atheris  # no dependency of the tests: it has wheels for some platforms only

    with atheris.instrument_imports(include=["cqfacts.base"]):
        from tests.fuzz import findings_of, texts_of_bases

    seeds = Path(tempfile.mkdtemp())
    for at, text in enumerate(texts_of_bases()):
        (seeds / str(at)).write_text(text[:4000], encoding="utf-8")
    options = ["fuzz", f"-max_total_time={seconds}", "-max_len=6000", str(seeds)]
    atheris.Setup(options, lambda raw: findings_of("automotive/2014.yaml", raw))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
