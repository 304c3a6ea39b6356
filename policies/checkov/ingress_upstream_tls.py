"""Upstream TLS of ingress-nginx, as Checkov reads it: from Kubernetes manifests.

    checkov -d manifests/ --framework kubernetes --external-checks-dir policies/checkov

Checkov does not read nginx configuration, so files of that kind are for
`alert40 lint --format sarif`; what it does read are Ingress manifests, whose
annotations decide what nginx sends and checks.
"""

from __future__ import annotations

from typing import Any

from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.kubernetes.checks.resource.base_spec_check import BaseK8Check

PREFIX = "nginx.ingress.kubernetes.io/"
TLS_PROTOCOLS = {"HTTPS", "GRPCS"}


def annotations_of(conf: dict[str, Any]) -> dict[str, Any]:
    """Checkov hands annotations over as a mapping or, in its graph, as a list of mappings."""
    annotations = (conf.get("metadata") or {}).get("annotations") or {}
    if isinstance(annotations, list):
        return {key: value for part in annotations if isinstance(part, dict) for key, value in part.items()}
    return annotations


class IngressUpstreamTls(BaseK8Check):
    """Base of the checks below: they look at Ingresses whose backend speaks TLS."""

    id = ""
    name = ""

    def __init__(self) -> None:
        super().__init__(
            name=self.name,
            id=self.id,
            categories=[CheckCategories.NETWORKING],
            supported_entities=["Ingress"],
        )

    def scan_spec_conf(self, conf: dict[str, Any]) -> CheckResult:
        annotations = {
            key[len(PREFIX):]: str(value)
            for key, value in annotations_of(conf).items()
            if str(key).startswith(PREFIX)
        }
        if annotations.get("backend-protocol", "HTTP").upper() not in TLS_PROTOCOLS:
            return CheckResult.PASSED
        return CheckResult.PASSED if self.holds(annotations) else CheckResult.FAILED

    def holds(self, annotations: dict[str, str]) -> bool:
        raise NotImplementedError


class SniIsSent(IngressUpstreamTls):
    id = "CKV2_ALERT40_1"
    name = "nginx sends a server name (SNI) to the backend"

    def holds(self, annotations: dict[str, str]) -> bool:
        return annotations.get("proxy-ssl-server-name") == "on" and bool(annotations.get("proxy-ssl-name"))


class CertificateIsVerified(IngressUpstreamTls):
    id = "CKV2_ALERT40_2"
    name = "nginx verifies the backend's certificate against a CA"

    def holds(self, annotations: dict[str, str]) -> bool:
        return annotations.get("proxy-ssl-verify") == "on" and bool(annotations.get("proxy-ssl-secret"))


class ProtocolsAreCurrent(IngressUpstreamTls):
    id = "CKV2_ALERT40_3"
    name = "nginx offers no retired TLS version to the backend"

    def holds(self, annotations: dict[str, str]) -> bool:
        protocols = annotations.get("proxy-ssl-protocols", "TLSv1.2 TLSv1.3").split()
        return not {"SSLv2", "SSLv3", "TLSv1", "TLSv1.1"} & set(protocols)


sni = SniIsSent()
verified = CertificateIsVerified()
protocols = ProtocolsAreCurrent()
