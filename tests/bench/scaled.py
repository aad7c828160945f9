"""The scaled shape: Kafka and Elasticsearch as real servers, whose CPU is told apart."""

from collections.abc import Iterator

from tests.bench.meter import cpu_seconds
from tests.bench.server import benched
from tests.engines import Elasticsearch, Kafka
from tests.server import open_folder

HEAD = ("processors", "CPU s / 1000, ours", "Kafka's", "Elasticsearch's", "accepted/s", "stored/s")
_COUNT = 6_000
_SIZE = "18 KB"


def rows() -> Iterator[str]:
    """Rows: our processes' CPU with PostgreSQL's, and that of each engine, by the number of processors."""
    full_compiler = ("-XX:TieredStopAtLevel=4",)
    with open_folder() as folder:
        kafka = Kafka(folder / "kafka", java_options=full_compiler)
        elasticsearch = Elasticsearch(folder / "elasticsearch", java_options=full_compiler)
        with kafka, elasticsearch:
            for processors in (1, 2):
                prefix = f"bench{processors}"
                urls = {"REDSHANK_LOG_URL": kafka.url, "REDSHANK_PAYLOADS_URL": elasticsearch.url}
                names = {"REDSHANK_KAFKA_TOPIC_PREFIX": f"{prefix}.", "REDSHANK_ELASTIC_INDEX_PREFIX": prefix}
                with benched(urls | names, "--processors", str(processors)) as bench:
                    bench.load(_SIZE, 1_500)  # the engines compile themselves, too
                    before = [engine_seconds(kafka), engine_seconds(elasticsearch)]
                    count = _COUNT
                    hard = bench.load(_SIZE, count)
                    engines = [engine_seconds(kafka) - before[0], engine_seconds(elasticsearch) - before[1]]
                    ours, *theirs = (seconds / count * 1000 for seconds in (hard["cpu"], *engines))
                    yield (
                        f"| {processors} | {ours:.2f} | {theirs[0]:.2f} | {theirs[1]:.2f} |"
                        f" {count / hard['seconds']:.0f} | {count / hard['wall']:.0f} |"
                    )


def engine_seconds(engine: Kafka | Elasticsearch) -> float:
    pids = [node.pid() for node in engine.nodes.values()]
    return sum(cpu_seconds(pid) for pid in pids if pid is not None)
