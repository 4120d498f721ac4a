#!/usr/bin/env bash
# Build the service's image where no Docker engine runs, start it, and ask it for a prediction.
#
#   sudo bash ops/image.sh PYTHON      PYTHON: that of the examples' environment; trains and runs `mlflow server`
#
# buildah builds in a chroot; its base is made by mmdebstrap and called what it is: Debian's Python, not the
# image on a registry that the Dockerfile names. Takes 3 to 7 minutes, and 3 GB, which are given back.
set -euo pipefail
shopt -s inherit_errexit

ops=$(cd "$(dirname "$0")" && pwd)
examples=$(dirname "$ops")
locks=${LOCKS:-$(dirname "$examples")/requirements}
base=localhost/debian-python:bookworm # Python 3.11

stop() { echo "stopped: $*" >&2 && exit 1; }
say() { printf '[%4d s] %s\n' "$SECONDS" "$*" >&2; }

(($# >= 1)) || stop "name the Python of the examples' environment: bash $0 .nox/examples-3.13/bin/python"
[[ -x $(command -v "$1") ]] || stop "$1 is no program; name the Python of the examples' environment"
python=$(command -v "$1")
((EUID == 0)) || stop "root is needed: the image's files belong to several users"
for program in buildah mmdebstrap; do
    [[ $(command -v $program) ]] || stop "$program is missing: apt-get install $program"
done
[[ -f $locks/serving.txt ]] || stop "$locks holds no serving.txt; set LOCKS to the folder of the locks"

scratch=$(mktemp -d "${TMPDIR:-/tmp}/image.XXXXXX")
engine=(buildah --storage-driver vfs --root "$scratch/store" --runroot "$scratch/run")
# The user's own settings must not send the service to another registry.
unset MLFLOW_TRACKING_URI FRAUD_WORKSPACE FRAUD_LOG
export MLFLOW_DISABLE_TELEMETRY=true DO_NOT_TRACK=true ORT_DISABLE_TELEMETRY=1 OMP_NUM_THREADS=1
groups=() # each server has a process group of its own, so that its end is the end of its children too

# `|| true` throughout: under `set -e` the tidying must go on when a log, a server or a container is gone already.
finish() {
    local code=$? group
    trap - EXIT
    ((code == 0)) || tail -n 20 "$scratch"/*.log >&2 2>/dev/null || true
    for group in "${groups[@]}"; do
        kill -TERM -- "-$group" 2>/dev/null || true
        timeout 15 tail --pid="$group" -f /dev/null || kill -KILL -- "-$group" || true
    done
    "${engine[@]}" rm --all >/dev/null 2>&1 || true
    rm -rf "$scratch"
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

free_port() { "$python" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# start NAME COMMAND...: in the background; its words go to NAME.log
start() {
    local name=$1 && shift
    setsid "$@" >"$scratch/$name.log" 2>&1 </dev/null &
    groups+=("$!")
}

# until_up URL SECONDS: wait until it answers 200
until_up() {
    local end=$((SECONDS + $2))
    until "$python" -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1], timeout=2)' "$1" 2>/dev/null; do
        ((SECONDS < end)) || stop "$1 did not answer 200 in $2 s"
        kill -0 "${groups[-1]}" 2>/dev/null || stop "the server of $1 has ended"
        sleep 0.2
    done
}

# How this machine installs: its pip settings for the build only, handed over as a secret.
# `|| true`: pip ends with an error for a setting that is not set, which is the common case.
pip_settings() {
    local key value variable
    echo "[global]"
    for key in index-url extra-index-url trusted-host; do
        variable=PIP_${key^^} && variable=${variable//-/_}
        value=${!variable:-$("$python" -m pip config get "global.$key" 2>/dev/null || true)}
        [[ -z $value ]] || echo "$key = $value"
    done
}

build_base() {
    mkdir "$scratch/base"
    timeout 300 mmdebstrap --quiet --variant=minbase --include=python3,python3-pip,python3-venv,ca-certificates \
        bookworm "$scratch/base/root.tar"
    printf '%s\n' 'FROM scratch' 'ADD root.tar /' \
        'RUN ln -s python3 /usr/bin/python && rm -f /usr/lib/python3*/EXTERNALLY-MANAGED' >"$scratch/base/Dockerfile"
    "${engine[@]}" bud --quiet --isolation chroot --tag "$base" "$scratch/base" >/dev/null
    rm -r "$scratch/base"
}

build_image() {
    pip_settings >"$scratch/pip.conf"
    # --format docker: the OCI format has no HEALTHCHECK. --volume: pip trusts whom this machine trusts.
    timeout 600 "${engine[@]}" bud --isolation chroot --pull-never --format docker \
        --volume /etc/ssl/certs:/etc/ssl/certs:ro --secret "id=pip,src=$scratch/pip.conf" \
        --build-context "locks=$locks" --ignorefile "$ops/Dockerfile.dockerignore" \
        --build-arg "PYTHON=$base" --build-arg "REVISION=$(git -C "$ops" rev-parse HEAD 2>/dev/null || echo unknown)" \
        --file "$ops/Dockerfile" --target service --tag fraud-service "$examples" >"$scratch/build.log" 2>&1
}

start_registry() {
    local port=$1
    mkdir "$scratch/mlflow"
    start mlflow env MLFLOW_SERVER_ENABLE_JOB_EXECUTION=false "$python" -m mlflow server --host 127.0.0.1 --port "$port" \
        --workers 1 --backend-store-uri "sqlite:///$scratch/mlflow/mlflow.db" \
        --artifacts-destination "$scratch/mlflow/artifacts"
    until_up "http://127.0.0.1:$port/health" 120
    (cd "$examples" && MLFLOW_TRACKING_URI=http://127.0.0.1:$port timeout 180 "$python" -m fraud.first_model \
        --weeks "$scratch/weeks" --workspace "$scratch/workspace") >&2
}

# of the image: a field of its configuration
told() { "${engine[@]}" inspect --type image --format "{{$1}}" fraud-service; }

say "base: a Debian with Python"
build_base
say "image: packages by their hashes, then the service's modules"
build_image
say "registry: mlflow server with a first champion"
registry=$(free_port)
start_registry "$registry"

say "service: the image's own command, as the image's own user"
port=$(free_port)
container=$("${engine[@]}" from --pull-never fraud-service)
readarray -t command < <(told 'range .Docker.Config.Cmd}}{{println .}}{{end' | sed '/^$/d')
touch "$scratch/started"
before=$(date +%s%N)
start service "${engine[@]}" run --isolation chroot --env "MLFLOW_TRACKING_URI=http://127.0.0.1:$registry" \
    --env UVICORN_HOST=127.0.0.1 --env "UVICORN_PORT=$port" --env FRAUD_LOG=/log "$container" -- "${command[@]}"
until_up "http://127.0.0.1:$port/readyz" 60
ready=$((($(date +%s%N) - before) / 1000000))

say "questions"
mounted=$("${engine[@]}" mount "$container")
# written OPTIONS...: what the container has written outside of the folders that compose.yaml lets it write to
written() { find "$mounted" -xdev -newer "$scratch/started" -type f -not -path "$mounted/tmp/*" "$@"; }
megabytes() { du -sm --apparent-size "$@" | awk '{ sum += $1 } END { print sum }'; }
readarray -t check < <(told 'range .Docker.Config.Healthcheck.Test}}{{println .}}{{end' | sed '/^$/d')
timeout 30 "${engine[@]}" run --isolation chroot --env "UVICORN_PORT=$port" "$container" -- "${check[@]:1}" ||
    stop "the image's health check fails"
"$python" "$ops/ask.py" --port "$port" --uid 10001
sleep 2 # the log is written by a thread, once a second
[[ -n $(written -path "$mounted/log/*.jsonl" -size +0) ]] || stop "the prediction is not in the log"
[[ -z $(written -not -path "$mounted/log/*") ]] || stop "wrote to what compose.yaml mounts read-only: $(written)"
echo "the prediction is logged, and nothing else is written"
echo "image: $(megabytes "$mounted") MB, of which packages $(megabytes "$mounted/opt/venv") MB and our code" \
    "$(du -sk --apparent-size "$mounted/app" | cut -f1) kB"
echo "revision: $(told 'index .Docker.Config.Labels "org.opencontainers.image.revision"')"
echo "ready after $ready ms; all of it took $SECONDS s"
