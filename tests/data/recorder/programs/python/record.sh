#!/bin/sh
# Record one Python SDK: record.sh [python2|python2br|python1|python0|raven] [CASE ...]   (needs uv and /usr/bin/python3.11)
set -eu
# shellcheck disable=SC2086
here=$(cd "$(dirname "$0")" && pwd)
sdk=${1:-python2}
[ $# -gt 0 ] && shift
libraries="flask requests jinja2"
case $sdk in
  python2) packages="sentry-sdk>=2.40,<3 $libraries" ;;
  python2br) packages="sentry-sdk>=2.40,<3 brotli $libraries" ;;
  python1) packages="sentry-sdk==1.45.* flask<3.1 werkzeug<3.1 requests jinja2" ;;
  python0) packages="sentry-sdk==0.20.* flask<3 werkzeug<3 requests jinja2" ;;
  raven) packages="raven==6.10.0 requests jinja2" ;;
esac
again_lines=23 # by so many lines the source is longer on the other day

for folder in /srv/shop /app; do
  rm -rf "$folder" && mkdir -p "$folder"
  cp -r "$here/main.py" "$here/client.py" "$here/shop" "$folder/"
  uv venv -q --python /usr/bin/python3.11 "$folder/.venv"
  # shellcheck disable=SC2086
  (set -f; uv pip install -q --python "$folder/.venv/bin/python" $packages)
done
for source in /app/main.py /app/shop/*.py; do
  { yes '# A line more.' | head -n $again_lines; cat "$source"; } >"$source.new" && mv "$source.new" "$source"
done
# Each generation once in full would say the same thing five times over.
some="plain key-error subclass recursion missing-file json-catalog json-cart http-rates http-logo cause-refused cause-timeout
  context group-counted unhandled thread task message message-near message-values log-params log-params-near log-exception
  scope scope-raven fingerprint-plain fingerprint-elsewhere fingerprint-default request-get request-form emoji surrogate"
few="plain cause-timeout log-params emoji"
if [ $# -eq 0 ]; then
  case $sdk in
    python2) ;;
    python2br) set -- $few ;;
    *) set -- $some ;;
  esac
fi
python3 "$here/../../record.py" "$sdk" "$@" --out "$here/../../../sdk" \
  --first "/srv/shop/.venv/bin/python main.py" --again "/app/.venv/bin/python main.py"
