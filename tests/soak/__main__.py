"""Send a numbered stream at full speed while everything is killed and started again; then compare the books.

Exit code 1 where anything was lost, doubled, damaged or not counted, 2 where the soak itself could not be done.

The shape `alerts` is another story: each error must open an alert, and each alert must be heard of.

make soak MINUTES=10 SHAPE=scaled NODES=3 SEED=7
make soak MINUTES=5 SHAPE=alerts
python -m tests.soak --shape single --minutes 5 --json
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from core.errors import RedshankError
from tests.engines import EngineError
from tests.soak.alerts import run as of_alerts
from tests.soak.report import as_json, as_text
from tests.soak.run import SHAPES, Plan, soak


def _parser() -> argparse.ArgumentParser:
    described = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m tests.soak", description=__doc__, formatter_class=described)
    parser.add_argument("--shape", choices=[*SHAPES, "alerts"], default="single", help="what runs")
    parser.add_argument("--nodes", type=int, choices=[1, 3], default=1, help="of Kafka")
    parser.add_argument(
        "--minutes",
        type=float,
        default=5.0,
        help="of load, at least every act once; 0: the short form, at a modest pace",
    )
    parser.add_argument("--seed", type=int, default=1, help="decides the events and the order of the acts")
    parser.add_argument("--json", action="store_true", help="the report as JSON; progress goes to standard error")
    parser.add_argument("--keep", action="store_true", help="leave data and logs behind, as what fails does")
    return parser


def main() -> int:
    arguments = _parser().parse_args()
    progress = sys.stderr if arguments.json else sys.stdout
    plan = Plan(arguments.shape, arguments.seed, arguments.minutes, arguments.nodes)

    def soak_in(folder: Path) -> int:
        print(f"  data and logs are in {folder}", file=progress, flush=True)

        def tell(text: str) -> None:
            print(f"  {text}", file=progress, flush=True)

        if plan.shape == "alerts":
            told = of_alerts.soak_alerts(plan.seed, plan.minutes, folder, tell)
            print(json.dumps(of_alerts.as_json(told), indent=2) if arguments.json else of_alerts.as_text(told))
            return 0 if told.passed else 1
        report = soak(plan, folder, tell)
        print(json.dumps(as_json(report), indent=2) if arguments.json else as_text(report))
        return 0 if report.passed else 1

    folder = Path(tempfile.mkdtemp(prefix="redshank-soak-"))
    folder.chmod(0o755)  # as root, the database's account must be able to enter
    code = 2
    try:
        code = soak_in(folder)
    except AssertionError as error:
        print(f"soak: it hangs: {error}", file=sys.stderr)
        code = 1
    except (EngineError, RedshankError) as error:
        print(f"soak: {error}", file=sys.stderr)
    finally:
        if code == 0 and not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
        elif code:
            print(f"soak: data and logs are left in {folder}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
