"""Start, stop and crash real engines. They run until they are stopped:

python -m tests.engines start kafka --data /tmp/kafka --nodes 3
python -m tests.engines start elasticsearch --data /tmp/es --major 9
python -m tests.engines kill --data /tmp/kafka --node 2    SIGKILL; `start` brings it back, at the same URL
python -m tests.engines status --data /tmp/kafka --json
python -m tests.engines stop --data /tmp/kafka
"""

import argparse
import json
import sys
from pathlib import Path

from tests.engines import Elasticsearch, EngineError, Kafka
from tests.engines.kept import Kept


def main() -> int:
    arguments = _parser().parse_args()
    try:
        return int(arguments.act(arguments) or 0)
    except EngineError as error:
        print(f"engines: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"engines: {error.filename or arguments.data} cannot be used: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _start(arguments: argparse.Namespace) -> None:
    if arguments.engine == "kafka":
        engine: Kafka | Elasticsearch = Kafka(arguments.data, arguments.nodes, detached=True)
    else:
        engine = Elasticsearch(arguments.data, arguments.major, detached=True)
    print(engine.start().url)


def _stop(arguments: argparse.Namespace) -> None:
    _opened(arguments.data).stop()


def _kill(arguments: argparse.Namespace) -> None:
    engine = _opened(arguments.data)
    if isinstance(engine, Kafka):
        engine.kill(arguments.node)
    else:
        engine.kill()


def _status(arguments: argparse.Namespace) -> int:
    """3 where a node does not run."""
    engine = _opened(arguments.data)
    pids = {number: node.pid() for number, node in engine.nodes.items()}
    if arguments.json:
        print(json.dumps({"url": engine.url, "nodes": [{"node": number, "pid": pid} for number, pid in pids.items()]}))
    else:
        print(engine.url)
        for number, pid in pids.items():
            print(f"  node {number}: {f'runs as process {pid}' if pid else 'stopped'}")
    return 0 if all(pids.values()) else 3


def _opened(folder: Path) -> Kafka | Elasticsearch:
    kept = Kept.read(folder)
    if kept is None:
        raise EngineError(f"there is no engine in {folder}: start one, or name its folder with --data")
    engine = Kafka if kept.engine == "kafka" else Elasticsearch
    return engine(folder, kept.version, detached=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m tests.engines", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    actions = parser.add_subparsers(required=True, metavar="start|stop|kill|status")
    start = actions.add_parser("start", help="start the nodes that do not run; print the URL")
    start.add_argument("engine", choices=["kafka", "elasticsearch"])
    start.add_argument("--nodes", type=int, choices=[1, 3], default=1, help="of a Kafka cluster")
    start.add_argument("--major", type=int, choices=[8, 9], default=8, help="version of Elasticsearch")
    start.set_defaults(act=_start)
    actions.add_parser("stop", help="stop all nodes, in order").set_defaults(act=_stop)
    kill = actions.add_parser("kill", help="SIGKILL, as a crash")
    kill.add_argument("--node", type=int, help="of a Kafka cluster; all if not given")
    kill.set_defaults(act=_kill)
    status = actions.add_parser("status", help="which nodes run; exit code 3 where not all do")
    status.add_argument("--json", action="store_true")
    status.set_defaults(act=_status)
    for action in actions.choices.values():
        action.add_argument("--data", type=Path, required=True, metavar="DIR", help="the engine's own folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
