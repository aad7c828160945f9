"""Secrets that their issuer gave a shape of its own."""

from collections.abc import Iterable

from processor.redact.buffer import LEAF_END, Found, leaf_end
from processor.redact.detector import Check, Detector, window
from processor.redact.values import looks_random

_ISSUED: tuple[tuple[str, bytes], ...] = (
    ("aws", rb"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,20}\b"),
    ("github", rb"\bgh[pousr]_[A-Za-z0-9]{20,}\b|\bgithub_pat_[A-Za-z0-9_]{22,}\b"),
    ("gitlab", rb"\bgl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[A-Za-z0-9_-]{20,}"),
    ("slack", rb"\bxox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Za-z0-9-]{10,}"),
    ("slack_webhook", rb"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9+/]{20,}"),
    ("stripe", rb"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}\b|\bwhsec_[A-Za-z0-9+/=]{16,}"),
    ("google", rb"\bAIza[A-Za-z0-9_-]{30,}|\bGOCSPX-[A-Za-z0-9_-]{20,40}|\b4/0A[A-Za-z0-9_-]{20,}|"
        rb"\bya29\.[A-Za-z0-9_-]{20,}|\b1//0[A-Za-z0-9_-]{30,}"),
    ("twilio", rb"\bSK[0-9a-f]{32}\b"),
    ("sendgrid", rb"\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,}"),
    ("mailgun", rb"\bkey-[0-9a-f]{32}\b|\b[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}\b"),
    ("mailchimp", rb"\b[0-9a-f]{32}-us\d{1,2}\b"),
    ("npm", rb"\bnpm_[A-Za-z0-9]{30,}\b"),
    ("pypi", rb"\bpypi-[A-Za-z0-9_-]{16,}"),
    ("openai", rb"\bsk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,}|\bsk-[A-Za-z0-9]{20,}\b|"
        rb"\b[A-Za-z0-9_-]{20,90}T3BlbkFJ[A-Za-z0-9_-]{20,90}"),
    ("anthropic", rb"\bsk-ant-[A-Za-z0-9_-]{20,}"),
    ("openrouter", rb"\bsk-or-v1-[0-9a-f]{32,}\b"),
    ("huggingface", rb"\bhf_[A-Za-z0-9]{30,}\b|\bapi_org_[A-Za-z]{30,40}\b"),
    ("groq", rb"\bgsk_[A-Za-z0-9]{40,}\b|\bxai-[A-Za-z0-9]{60,}\b|\br8_[A-Za-z0-9]{37}\b|\bpplx-[A-Za-z0-9]{40,}\b"),
    ("sentry", rb"\bsntry[usai]_[A-Za-z0-9_=+/-]{20,}"),
    ("shopify", rb"\bshp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{24,}\b"),
    ("digitalocean", rb"\bdo[opr]_v1_[0-9a-f]{32,}\b"),
    ("telegram", rb"(?:\b|\bbot)\d{8,10}:AA[A-Za-z0-9_-]{32,34}"),
    ("discord", rb"\b[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}|"
        rb"discord(?:app)?\.com/api/webhooks/\d+/[A-Za-z0-9_-]{40,}"),
    ("azure", rb"\b(?i:AccountKey|SharedAccessKey|SharedSecretValue)=[A-Za-z0-9+/]{20,}={0,2}|"
        rb"\b[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}"),
    ("jwt", rb"\beyJ[A-Za-z0-9_-]{8,}\.(?:eyJ[A-Za-z0-9_-]{4,}|[A-Za-z0-9_-]{10,})(?:\.[A-Za-z0-9_-]{4,}){0,3}"),
    ("hashicorp", rb"\bhv[sbr]\.[A-Za-z0-9_-]{20,}|\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,}"),
    ("databricks", rb"\bdapi[0-9a-f]{30,}(?:-\d)?\b"),
    ("atlassian", rb"\bATATT3[A-Za-z0-9_=-]{60,}|\bATBB[A-Za-z0-9]{28,34}\b"),
    ("linear", rb"\blin_(?:api|oauth)_[A-Za-z0-9]{30,}\b|\bntn_[A-Za-z0-9]{40,50}\b|\bsecret_[A-Za-z0-9]{43}\b"),
    ("square", rb"\bsq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,}|\bEAAA[A-Za-z0-9_-]{60}\b"),
    ("newrelic", rb"\bNR(?:AK|JS|AL|RA|II)-[A-Z0-9]{16,40}\b"),
    ("grafana", rb"\bgl(?:sa|c)_[A-Za-z0-9_+/=]{32,}"),
    ("docker", rb"\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}"),
    ("launchdarkly", rb"\b(?:sdk|mob|api)-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b"),
    ("plaid", rb"\baccess-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f-]{27}\b"),
    ("hubspot", rb"\bpat-(?:na|eu|ap)\d-[0-9a-f]{8}-[0-9a-f-]{27}\b"),
    ("facebook", rb"\bEAA[A-Za-z0-9]{40,}\b"),
    ("dropbox", rb"\bsl\.(?:u\.)?[A-Za-z0-9_-]{50,}"),
    ("dynatrace", rb"\bdt0[a-z]\d{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{40,}"),
    ("mapbox", rb"\bsk\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}"),
    ("openshift", rb"\bsha256~[A-Za-z0-9_-]{43}\b"),
    ("1password", rb"\bA3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|"
    rb"[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}\b|\bops_eyJ[A-Za-z0-9_-]{40,}"),
    ("alibaba", rb"\bLTAI[A-Za-z0-9]{12,26}\b"),
    ("artifactory", rb"\bAKCp[A-Za-z0-9]{60,80}\b|\bcmVmdGtu[A-Za-z0-9]{50,60}\b"),
    ("nuget", rb"\boy2[a-zA-Z0-9]{43}\b"),
    ("octopus", rb"\bAPI-[A-Z0-9]{26}\b"),
    ("confluent", rb"\bcflt[A-Za-z0-9+/]{50,70}"),
    ("session", rb"\bsess(?:ion)?[_:-][A-Za-z0-9]{24,}\b"),
    ("twilio", rb"\bAC[0-9a-f]{32}[\"', :]{1,5}[0-9a-zA-Z]{32}\b"),
    ("prefixed", rb"\b(?:nfp|pul|sq[pua]|rnd|re|lsv2_(?:pt|sk)|phx|duffel_(?:live|test)|shippo_(?:live|test)|"
    rb"CLOJARS|bkua|"
        rb"apify_api|sgp|pcsk|tfp|HRKU|tgp_v1|jina|fw|csk|pnu|sb_secret|CCIPRJ|CCIPAT|rdme|zpka|aio|nyk_v0|fio-u|"
        rb"sm_(?:aat|pat|sat)|ory_(?:at|rt|st|pat)|ops|bws|ico)[_-][A-Za-z0-9][A-Za-z0-9_-]{18,}|\brzp_(?:live|test)_[A-Za-z0-9]{14}\b"),
    ("password_hash",
        rb"\$(?:1|5|6|y|apr1|2[abxy]|argon2(?:id|i|d)|scrypt|pbkdf2-sha\d{1,3})\$[A-Za-z0-9./=,$+-]{16,200}|"
        rb"\{(?:SSHA|SHA|SMD5|CRYPT|PBKDF2)[\d-]{0,6}\}[A-Za-z0-9+/=$.]{16,200}|"
        rb"\b(?:pbkdf2_sha\d{1,3}|scrypt|bcrypt_sha256|argon2)\$[A-Za-z0-9+/=$.,-]{16,200}|"
        rb"\b(?:pbkdf2:sha\d{1,3}|scrypt):\d[\d:]{0,20}\$[A-Za-z0-9+/=$.]{16,200}"),
    ("password_hash",
        rb"\bSCRAM-SHA-\d{1,3}\$\d{3,7}:[A-Za-z0-9+/=]{16,64}\$[A-Za-z0-9+/=]{24,90}:[A-Za-z0-9+/=]{24,90}"),
    ("asana", rb"\b[12]/\d{13,17}(?:/\d{13,17})?:[0-9a-f]{32}\b"),
    ("signature", rb"\bt=\d{10},v[01]=[0-9a-f]{64}\b"),
    ("laravel", rb"\bbase64:[A-Za-z0-9+/]{43}="),
    ("fly", rb"\bfm[12][ar]?_[A-Za-z0-9+/=_-]{40,}"),
    ("firebase", rb"\bAAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{60,}"),
    ("aspnet", rb"\bCfDJ8[A-Za-z0-9_-]{40,}"),
    ("cas", rb"\b(?:ST|PT|TGT|PGT)-\d{1,9}-[A-Za-z0-9_-]{20,}"),
    ("okta", rb"\bSSWS [A-Za-z0-9_-]{30,}"),
    ("prefixed", rb"\btvly-(?:dev-|prod-)?[A-Za-z0-9]{24,}|\bATCTT3[A-Za-z0-9_=-]{60,}|"
    rb"\baccess_token\$(?:production|sandbox)"
        rb"\$[0-9a-z]{16}\$[0-9a-f]{32}|\bt1\.[A-Z0-9a-z_-]+[=]{0,2}\.[A-Z0-9a-z_-]{86}|\bAQVN[A-Za-z0-9_-]{35,38}|"
        rb"\bYC[a-zA-Z0-9_-]{38}\b|\bABSK[A-Za-z0-9+/]{100,}|\bbedrock-api-key-[A-Za-z0-9+/=]{20,}|"
        rb"\bv1\.0-[0-9a-f]{24}-[0-9a-f]{100,}|\bpdl[a-z]{0,4}_[A-Za-z0-9_]{40,}|\b[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk\b|"
        rb"\bs\.[A-Za-z0-9]{24}\b|\bGR1348941[A-Za-z0-9_-]{20}"),
    ("terraform", rb"\b(?:rubygems_[0-9a-f]{48}|PMAK-[0-9a-f]{24}-[0-9a-f]{34}|dp\.(?:pt|st|ct|"
        rb"sa)\.[A-Za-z0-9._-]{30,}|fo1_[A-Za-z0-9_-]{43}|sbp_[0-9a-f]{40}|pscale_(?:tkn|pw|"
        rb"oauth)_[A-Za-z0-9_.-]{32,}|vercel_[A-Za-z0-9]{24,}|tskey-[a-z]+-[A-Za-z0-9-]{20,}|phc_[A-Za-z0-9]{40,50}|"
        rb"age-secret-key-1[A-Z0-9]{58}|AGE-SECRET-KEY-1[A-Z0-9]{58}|figd_[A-Za-z0-9_-]{40,50}|"
        rb"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}|PKCS8-[A-Za-z0-9]{20,}|lip_[A-Za-z0-9]{40}|CFPAT-[A-Za-z0-9_-]{43}|"
        rb"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}|cio[A-Za-z0-9]{32}|EZ[AT]K[A-Za-z0-9]{54}|"
        rb"FLWSECK(?:_TEST)?-[0-9a-zA-Z-]{20,}|AC[0-9a-f]{32}:[0-9a-f]{32})"),
)  # fmt: skip
_GATES = {
    "openai": rb"\bsk-[A-Za-z0-9_-]{6}|T3BlbkFJ",
    "mailgun": rb"\bkey-[0-9a-f]{6}|[0-9a-f]-[0-9a-f]{8}-[0-9a-f]{8}\b",
    "mailchimp": rb"[0-9a-f]-us\d",
    "telegram": rb"\d:AA[A-Za-z0-9_-]{6}",
    "discord": rb"[A-Za-z0-9_-]\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{6}|discord(?:app)?\.com/api/webhooks/",
    "azure": rb"\b(?i:AccountKey|SharedAccessKey|SharedSecretValue)=|\dQ~[A-Za-z0-9_~.-]{6}",
    "hashicorp": rb"\bhv[sbr]\.[A-Za-z0-9_-]{6}|\.atlasv1\.",
}
"""For those that begin with no prefix (`Detector.gate`)."""
_AWS_WORD = rb"\b(?:AKIA|ASIA)[A-Z0-9]{12,20}\b|(?i:\baws\b|aws_|secret[ _-]?(?:access[ _-]?)?key)"
_AWS_SECRET = window(rb"(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])")
_AWS_NEAR = 160
"""Bytes on either side of a key id, or behind the words, in which forty characters of base64 are its secret."""
_ALL_SORTS = window(rb"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)")
_PATH_LIKE = window(rb"^/|/[a-z]{3,}/|/[a-z]{3,}$")


def _check_aws_secret(text: bytes, start: int, end: int) -> Iterable[Found]:
    """A secret access key has no shape of its own: forty characters, of all sorts, near something that names it."""
    behind = start - _AWS_NEAR if text[start : start + 4] in (b"AKIA", b"ASIA") else end
    first = max(behind, text.rfind(LEAF_END, max(behind, 0), start) + 1, 0)
    for match in _AWS_SECRET.finditer(text[first : leaf_end(text, end, _AWS_NEAR)]):
        value = match.group()
        if _ALL_SORTS.search(value) and not _PATH_LIKE.search(value):
            yield Found(first + match.start(), first + match.end(), "secret.aws")


def _shaped(rule: str) -> Check:
    def check(text: bytes, start: int, end: int) -> Iterable[Found]:
        if rule in ("secret.prefixed", "secret.session") and not looks_random(text[start:end].decode("latin-1")):
            return ()
        while end > start and text[end - 1 : end] in (b".", b"-", b"_"):
            end -= 1
        equals = text.find(b"=", start, end) if rule == "secret.azure" else -1
        begin = equals + 1 if 0 < equals < end - 3 else start
        slash = text.rfind(b"/services/", start, end) if rule == "secret.slack_webhook" else -1
        begin = end - 64 if rule == "secret.signature" else begin
        begin = end - 32 if rule == "secret.twilio" and text[start : start + 2] == b"AC" else begin
        return (Found(slash + 10 if slash > 0 else begin, end, rule),)

    return check


DETECTORS = (
    *(
        Detector(expression, _shaped(f"secret.{issuer}"), in_code=True, gate=_GATES.get(issuer, b""))
        for issuer, expression in _ISSUED
    ),
    Detector(_AWS_WORD, _check_aws_secret),
)
