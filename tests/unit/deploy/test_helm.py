"""The Helm chart, rendered by Helm itself and held against Kubernetes' own schemas."""

import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tests.unit.deploy.promises import DEPLOY, ROOT, unknown_settings

CHART = DEPLOY / "helm" / "redshank"
HELM = subprocess.run([ROOT / "scripts" / "find-helm"], capture_output=True, text=True).stdout.strip()
OLDEST, NEWEST = "1.28", "1.37"
CRDS = {"PodMonitor", "PrometheusRule"}
"""Defined by the Prometheus operator, not by Kubernetes."""

pytestmark = pytest.mark.skipif(not HELM, reason="no helm here (scripts/find-helm says how to get it)")

YOURS = ("publicUrl=https://errors.example.com", "secrets.existingSecret=urls")
OWN = (
    "publicUrl=https://errors.example.com",
    "engines.existingSecret=passwords",
    f"secrets.secretKey={'0123456789abcdef' * 2}",
    *(f"engines.{engine}.enabled=true" for engine in ("postgres", "kafka", "elasticsearch")),
)
ALL = (
    *("networkPolicy.enabled=true", "ingress.enabled=true", "ingress.host=errors.example.com", "ingress.tlsSecret=tls"),
    *("gateway.autoscaling.enabled=true", "api.autoscaling.enabled=true", "processor.autoscaling.enabled=true"),
    *("processor.autoscaling.lag.enabled=true", "monitoring.podMonitor=true", "monitoring.rules=true"),
    *(
        "monitoring.dashboard=true",
        "monitoring.token=true",
        "settings.KAFKA_TOPIC_PREFIX=errors.",
        "trustedProxies=10.0.0.0/8",
    ),
)
SHAPES = [pytest.param(YOURS, id="yours"), pytest.param((*YOURS, *ALL), id="all"), pytest.param((*OWN, *ALL), id="own")]


def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([HELM, *map(str, arguments)], capture_output=True, text=True)


@lru_cache
def rendered(values: tuple[str, ...]) -> list[dict[str, Any]]:
    settings = [part for value in values for part in ("--set-string" if "KAFKA" in value else "--set", value)]
    done = run("template", "r", CHART, "--kube-version", OLDEST, *settings)
    assert done.returncode == 0, done.stderr
    return [document for document in yaml.safe_load_all(done.stdout) if document]


def pods(values: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, pod's spec) of everything that runs."""
    for document in rendered(values):
        if document["kind"] in ("Deployment", "StatefulSet", "Job"):
            yield document["metadata"]["name"], document["spec"]["template"]["spec"]


@pytest.mark.parametrize("values", SHAPES)
def test_lint_has_nothing_to_say(values: tuple[str, ...]) -> None:
    settings = [part for value in values for part in ("--set-string" if "KAFKA" in value else "--set", value)]
    done = run("lint", "--strict", "--kube-version", OLDEST, CHART, *settings)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
@pytest.mark.parametrize("values", SHAPES)
def test_every_manifest_is_valid(values: tuple[str, ...], version: str) -> None:
    for document in rendered(values):
        if document["kind"] not in CRDS:
            kubernetes_validate.validate(document, version, strict=True)


@pytest.mark.parametrize("values", SHAPES)
def test_every_pod_is_confined(values: tuple[str, ...]) -> None:
    for name, pod in pods(values):
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["automountServiceAccountToken"] is False, name
        # A Service named `redshank` would set REDSHANK_PORT to tcp://…, which no server could start with.
        assert pod["enableServiceLinks"] is False, name
        for container in pod["containers"]:
            context = container["securityContext"]
            assert context["allowPrivilegeEscalation"] is False
            assert context["capabilities"] == {"drop": ["ALL"]}
            assert "memory" in container["resources"]["limits"]
            if container["image"].startswith("redshank"):
                assert context["readOnlyRootFilesystem"] is True
                assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/data", "/tmp"}


@pytest.mark.parametrize("values", SHAPES)
def test_every_setting_exists_and_no_secret_stands_in_a_manifest(values: tuple[str, ...]) -> None:
    for _, pod in pods(values):
        for variable in pod["containers"][0].get("env", ()):
            if "KAFKA_" not in variable["name"]:
                assert unknown_settings([variable["name"]]) == set()
            if any(word in variable["name"] for word in ("PASSWORD", "TOKEN", "SECRET", "SMTP", "HEARTBEAT")):
                assert "secretKeyRef" in variable["valueFrom"]


def test_a_gateway_is_ready_without_its_world_and_the_others_are_not() -> None:
    probes = {
        name: pod["containers"][0]["readinessProbe"]["httpGet"]["path"]
        for name, pod in pods(YOURS)
        if name != "r-migrate"
    }
    others = dict.fromkeys(("r-processor", "r-alerter", "r-api"), "/health/ready")
    assert probes == {"r-gateway": "/health/ready/gateway", **others}


def test_selectors_find_their_pods() -> None:
    documents = rendered((*OWN, *ALL))
    labels = [
        d["spec"]["template"]["metadata"]["labels"] for d in documents if d["kind"] in ("Deployment", "StatefulSet")
    ]
    wanted = [d["spec"]["selector"] for d in documents if d["kind"] == "Service"]
    wanted += [d["spec"]["selector"]["matchLabels"] for d in documents if d["kind"] == "PodDisruptionBudget"]
    wanted += [d["spec"]["podSelector"]["matchLabels"] for d in documents if d["kind"] == "NetworkPolicy"]
    assert wanted
    assert all(any(selector.items() <= pod.items() for pod in labels) for selector in wanted)


def test_what_is_missing_is_said_in_a_line() -> None:
    assert "publicUrl" in run("template", "r", CHART, "--kube-version", OLDEST).stderr
    no_url = run("template", "r", CHART, "--kube-version", OLDEST, "--set", YOURS[0])
    assert "secrets.databaseUrl or secrets.existingSecret is needed" in no_url.stderr
    urls = ",".join(
        f"secrets.{name}" for name in ("databaseUrl=postgresql://x", "logUrl=kafka://x", "payloadsUrl=https://x")
    )
    no_key = run("template", "r", CHART, "--kube-version", OLDEST, "--set", f"{YOURS[0]},{urls}")
    assert "secrets.secretKey" in no_key.stderr  # each pod would make a key of its own
    wrong = run("template", "r", CHART, "--kube-version", OLDEST, "--set", f"{YOURS[0]},gateway.replica=3")
    assert "replica" in wrong.stderr


def test_the_chart_has_the_dashboard_and_the_rules() -> None:
    documents = {(d["kind"], d["metadata"]["name"]): d for d in rendered((*YOURS, *ALL))}
    rules = yaml.safe_load((DEPLOY / "dashboards" / "alerts.yaml").read_text(encoding="utf-8"))
    assert documents["PrometheusRule", "r"]["spec"] == rules
    dashboard = (DEPLOY / "dashboards" / "redshank.json").read_text(encoding="utf-8")
    assert documents["ConfigMap", "r-dashboard"]["data"]["redshank.json"].strip() == dashboard.strip()


def test_its_version_is_the_servers() -> None:
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    assert f'version = "{chart["appVersion"]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
