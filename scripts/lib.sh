# Sourced by the other scripts: finds or makes everything that this addon needs to run.
#   Odoo 19 · a Python venv at locked versions · PostgreSQL clusters of its own · an addons
#   folder in which this checkout is called `property_steward` · template databases
# All of it lies under $STEWARD_STATE, never in the checkout: a symlink from inside the checkout
# to itself makes Odoo's os.walk(followlinks) read the whole tree forty times.
#
# Two clusters, because test data may be lost and typed data may not:
#   test  $STEWARD_STATE/pg       fsync off: test, benchmark and template databases
#   demo  $STEWARD_STATE/pg-demo  durable: databases whose name begins with property_steward_demo
# With PGHOST set, both are that server.
set -euo pipefail
MODULE=property_steward
CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
if [ "$(id -u)" = 0 ]; then
    # not under /root: PostgreSQL runs as another user, who must be able to walk there
    : "${STEWARD_STATE:=/var/lib/property-steward}"
else
    : "${STEWARD_STATE:=${XDG_DATA_HOME:-$HOME/.local/share}/property-steward}"
fi
KEY=$(printf %s "$CHECKOUT" | sha256sum | cut -c1-6)
WORK=$STEWARD_STATE/checkouts/$KEY # this checkout's addons folder, filestore, logs
ADDON=$WORK/addons/$MODULE         # symlink to the checkout
DB_PREFIX=ps_$KEY                  # for databases of the developer's own
LANGUAGES=zh_CN,zh_TW
FOREIGN_PGHOST=${FOREIGN_PGHOST-${PGHOST:-}}
export FOREIGN_PGHOST # a script called by a script must not take our own cluster for somebody's
# byte code outside the checkout; without any (PYTHONDONTWRITEBYTECODE=1) each start of Odoo takes 5 s more
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX=$STEWARD_STATE/pycache RUFF_CACHE_DIR=$STEWARD_STATE/ruff_cache
case :$PATH: in *:/usr/sbin:*) ;; *) PATH=$PATH:/usr/sbin:/sbin ;; esac # ldconfig, for ordinary users

say() { printf '\033[1m[steward %4ss]\033[0m %s\n' "$SECONDS" "$*" >&2; }
die() {
    say "ERROR: $*"
    exit 1
}
# run something, show what it wrote only when it fails
quietly() { # quietly LOG COMMAND…
    local log=$1
    shift
    "$@" >"$log" 2>&1 || {
        tail -n 30 "$log" >&2
        die "failed: $* (all of it: $log)"
    }
}

# --- system packages: named as Debian names them, installed where apt and root are at hand --------
pg_bin() { # pg_bin [MAJOR]: folder of PostgreSQL's programs, the newest when no version is asked for
    local dir
    for dir in $(ls -d /usr/lib/postgresql/${1:-*}/bin 2>/dev/null | sort -t/ -k5 -rn) $(dirname "$(command -v initdb)" 2>/dev/null); do
        if [ -x "$dir/initdb" ] && [[ $("$dir/initdb" --version) = *" ${1:-}"* ]]; then echo "$dir" && return; fi
    done
}
missing_packages() {
    [ -n "$FOREIGN_PGHOST" ] && command -v psql >/dev/null || [ -n "$(pg_bin)" ] || echo postgresql
    command -v wkhtmltopdf >/dev/null || echo wkhtmltopdf
    command -v google-chrome chromium chromium-browser google-chrome-stable >/dev/null || echo chromium
    { command -v fc-list && fc-list :lang=zh-cn | grep -q .; } >/dev/null 2>&1 || echo fontconfig fonts-noto-cjk
    command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null || echo poppler-utils
    "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null || echo python3 python3-venv
    ldconfig -p 2>/dev/null | grep -q 'libmagic\.so\.1' || [ -n "$(ls /usr/lib/*/libmagic.so.1 2>/dev/null)" ] || echo libmagic1
    command -v git >/dev/null || echo git
    command -v make >/dev/null || echo make
}
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif [ -t 0 ] && [ -z "${CI:-}" ]; then
        sudo "$@" # may ask for the password
    else
        sudo -n "$@" </dev/null
    fi
}
ensure_system() {
    local want how=
    mapfile -t want < <(missing_packages | tr ' ' '\n')
    [ ${#want[@]} = 0 ] && return
    if ! command -v apt-get >/dev/null; then
        how="this machine has no apt-get"
    elif [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        how="you are not root and there is no sudo"
    else
        say "apt-get install ${want[*]}"
        # a stale list is worth a try: apt-get update may fail for a source that has nothing to do with us
        as_root apt-get -qq update >"$STEWARD_STATE/apt.log" 2>&1 || true
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${want[@]}" \
            >>"$STEWARD_STATE/apt.log" 2>&1 </dev/null || how="apt-get said: $(grep -hE '^(E:|sudo:)' "$STEWARD_STATE/apt.log" | head -3 | tr '\n' ' ')"
    fi
    mapfile -t want < <(missing_packages | tr ' ' '\n')
    [ ${#want[@]} = 0 ] || die "these system packages are missing and could not be installed (${how:-installed, but still not found}): ${want[*]}
    Install them (Debian: apt-get install --no-install-recommends ${want[*]}) and run this command again."
}

# --- Odoo 19 ---------------------------------------------------------------------------------------
find_odoo() {
    # ODOO_PATH: a folder that holds the `odoo` package (a git checkout of Odoo 19.0 will do)
    if [ -z "${ODOO_PATH:-}" ]; then
        ODOO_PATH=$(cd / && "${PYTHON:-python3}" -c 'import os, odoo.release as r
assert r.version_info[0] == 19; print(os.path.dirname(os.path.dirname(r.__file__)))' 2>/dev/null || true)
    fi
    if [ -z "$ODOO_PATH" ]; then
        local root=$STEWARD_STATE/odoo19
        [ -e "$root/.ok" ] || fetch_odoo "$root"
        [ -e "$root/.zh_TW" ] || fetch_odoo_zh_tw "$root"
        ODOO_PATH=$root/usr/lib/python3/dist-packages
    fi
    grep -q '^version_info = (19,' "$ODOO_PATH/odoo/release.py" 2>/dev/null || die "ODOO_PATH=$ODOO_PATH does not hold Odoo 19"
    ODOO_ADDONS=$ODOO_PATH/odoo/addons
    if [ -d "$ODOO_PATH/addons/web" ] && [ ! -d "$ODOO_ADDONS/web" ]; then ODOO_ADDONS=$ODOO_PATH/addons,$ODOO_ADDONS; fi
}
download_debs() { # download_debs FOLDER PACKAGE…: from the sid suite of the Debian mirror that apt uses here;
    # the system's own apt state is not touched, signatures and dates are checked as its configuration says
    local t=$1 mirror
    shift
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || die "no apt here: set ODOO_PATH to a checkout of Odoo 19.0"
    mirror=$(apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' | awk -F'|' '$1=="Debian"{print $2; exit}')
    [ -n "$mirror" ] || mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -1 | tr -d ' ')
    [ -n "$mirror" ] || die "no Debian mirror in apt's sources: set ODOO_PATH to a checkout of Odoo 19.0"
    rm -rf "$t"
    mkdir -p "$t"/{lists/partial,cache/archives/partial,debs}
    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s sid main\n' "$mirror" >"$t/sources.list"
    local opt=(-qq -o "Dir::Etc::SourceList=$t/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State::Lists=$t/lists" -o "Dir::Cache=$t/cache" -o Acquire::Languages=none -o APT::Sandbox::User=root)
    say "Odoo 19 from Debian sid at $mirror"
    apt-get "${opt[@]}" update >&2 || return
    (cd "$t/debs" && apt-get "${opt[@]}" download "$@" >&2)
}
fetch_odoo() {
    local root=$1 t=$STEWARD_STATE/apt deb stub
    download_debs "$t" odoo-19 fonts-roboto-unhinted fonts-montserrat libjs-jquery libjs-jquery-form ||
        die "Odoo 19 could not be downloaded: set ODOO_PATH to a checkout of Odoo 19.0"
    # sid's fonts-font-awesome is version 7 and no longer has Odoo's FontAwesome 4.7 files; the
    # machine's stable suite has 4.7. Only the .ttf (icons in e-mails) comes from it: not vital.
    (cd "$t/debs" && apt-get -qq -o APT::Sandbox::User=root download fonts-font-awesome >&2) || true
    say "unpacking"
    rm -rf "$root.new"
    mkdir -p "$root.new"
    # about 320 MB instead of 1.2 GB: a stray second copy of the addons and all translations but the
    # Chinese ones stay out
    dpkg-deb --fsys-tarfile "$t"/debs/odoo-19_*.deb | tar -x -C "$root.new" \
        --exclude=./usr/lib/python3/dist-packages/addons --exclude='*/i18n/[!z]*' --exclude='*/i18n/zh_HK.po' \
        --exclude=./etc --exclude=./usr/share/doc
    for deb in "$t"/debs/*.deb; do case $deb in */odoo-19_*) ;; *) dpkg-deb -x "$deb" "$root.new" ;; esac done
    # Debian strips this one file out of the web client's bundle: without it every browser test fails on
    # "Could not get content for mail/static/lib/selfie_segmentation/..." (it only blurs call backgrounds)
    stub=$root.new/usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation
    [ -e "$stub/selfie_segmentation.js" ] || { mkdir -p "$stub" && echo '/* not in the Debian package */' >"$stub/selfie_segmentation.js"; }
    rm -rf "$root" "$t"
    touch "$root.new/.ok" "$root.new/.zh_TW"
    mv "$root.new" "$root"
}
fetch_odoo_zh_tw() { # an Odoo unpacked without zh_TW.po: add these files, touch no other (it may be running)
    local root=$1 t=$STEWARD_STATE/apt-zh_TW
    download_debs "$t" odoo-19 || {
        say "WARNING: Odoo's own zh_TW texts could not be downloaded; they stay English"
        return 0
    }
    dpkg-deb --fsys-tarfile "$t"/debs/odoo-19_*.deb | tar -x -C "$root" --skip-old-files \
        --exclude=./usr/lib/python3/dist-packages/addons --wildcards '*/i18n/zh_TW.po'
    rm -rf "$t"
    touch "$root/.zh_TW"
}

# --- Python venv, keyed by the lock file, the Python and the Odoo ------------------------------------
ensure_venv() {
    local py=${PYTHON:-python3} lock=$CHECKOUT/scripts/requirements.txt key
    "$py" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' ||
        die "Odoo 19 needs Python 3.10 to 3.13, $py is $("$py" -V 2>&1): set PYTHON="
    key=$({ cat "$lock" && "$py" -VV && echo "$ODOO_PATH"; } | sha256sum | cut -c1-10)
    VENV=$STEWARD_STATE/venv-$key
    if [ ! -e "$VENV/.ok" ]; then
        say "Python packages into $VENV"
        rm -rf "$VENV"
        "$py" -m venv "$VENV"
        # uv is about eight times faster than pip (7 s against 56 s); pip is the fallback
        if "$VENV/bin/pip" install -q "$(grep '^uv==' "$lock")" 2>/dev/null; then
            quietly "$STEWARD_STATE/venv.log" "$VENV/bin/uv" pip install --python "$VENV/bin/python" -r "$lock"
        else
            quietly "$STEWARD_STATE/venv.log" "$VENV/bin/pip" install -r "$lock"
        fi
        # at the end of sys.path, so that a system-wide Odoo does not bring its own libraries in
        printf '%s\n' "$ODOO_PATH" >"$(echo "$VENV"/lib/python3.*/site-packages)/odoo19.pth"
        # a script of its own: with `python -m odoo` the websocket process of --workers=N dies in a loop
        # (it is started as "python …/odoo/__main__.py", where odoo/http.py hides the http of Python)
        printf '#!%s\nfrom odoo.cli import main\nmain()\n' "$VENV/bin/python" >"$VENV/bin/odoo"
        chmod +x "$VENV/bin/odoo"
        touch "$VENV/.ok"
    fi
    PATH=$VENV/bin:$PATH
    export PATH
}

# --- PostgreSQL --------------------------------------------------------------------------------------
pg_as() { # run as the clusters' owner: ourselves, or `postgres` when we are root (initdb and postgres refuse root)
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid=postgres --regid=postgres --init-groups env HOME=/tmp "$@")
    else "$@"; fi
}
pg_dirs() { # pg_dirs test|demo: sets data, run
    data=$STEWARD_STATE/pg run=$STEWARD_STATE/run
    if [ "$1" = demo ]; then data=$data-demo run=$run-demo; fi
    [ ${#run} -lt 80 ] || run=/tmp/property-steward-$(id -u)-$1 # a socket path has at most 107 bytes
}
use_pg() { # use_pg test|demo: that cluster runs, and PG*, ODOO_RC point to it
    # STEWARD_ADDONS: other addons folders than that of this checkout, in a configuration of their own
    local cluster=$1 data run bin
    if [ -z "$FOREIGN_PGHOST" ]; then
        pg_dirs "$cluster"
        bin=$(pg_bin "$(cat "$data/PG_VERSION" 2>/dev/null || true)")
        [ -n "$bin" ] || die "$data was made by PostgreSQL $(pg_as cat "$data/PG_VERSION"), whose programs are gone"
        mkdir -p "$data" "$run"
        chmod 700 "$data" "$run"
        [ "$(id -u)" != 0 ] || chown postgres: "$data" "$run"
        if [ ! -e "$data/PG_VERSION" ]; then
            say "new PostgreSQL cluster $data"
            # the superuser is `odoo`: Odoo refuses a database user called postgres
            quietly "$STEWARD_STATE/initdb.log" pg_as "$bin/initdb" -D "$data" -U odoo -A trust -E UTF8 --locale=C.UTF-8
            pg_as tee -a "$data/postgresql.conf" >/dev/null <<C
listen_addresses = ''
unix_socket_directories = '$run'
unix_socket_permissions = 0700
max_connections = 200
C
            if [ "$cluster" = test ]; then
                pg_as tee -a "$data/postgresql.conf" >/dev/null <<C
# throw-away data: speed over safety
shared_buffers = 512MB
fsync = off
synchronous_commit = off
full_page_writes = off
C
            fi
        fi
        export PGHOST=$run PGPORT=5432 PGUSER=odoo
        case :$PATH: in *:$bin:*) ;; *) PATH=$PATH:$bin ;; esac
        pg_isready -q || {
            say "starting PostgreSQL ($cluster)"
            # 8>&- 9>&-: do not hand our locks to the daemon
            pg_as "$bin/pg_ctl" -D "$data" -l "$data/server.log" -w -s start 8>&- 9>&- || die "see $data/server.log"
        }
    fi
    ODOO_RC=$WORK/odoo-$cluster${STEWARD_ADDONS:+-$(printf %s "$STEWARD_ADDONS" | sha256sum | cut -c1-6)}.conf
    export ODOO_RC
    cat >"$ODOO_RC.$$" <<C
[options]
addons_path = ${STEWARD_ADDONS:-$WORK/addons},$ODOO_ADDONS
data_dir = $WORK/data
db_host = $PGHOST
db_port = ${PGPORT:-5432}
${PGUSER:+db_user = $PGUSER}
http_interface = 127.0.0.1
http_port = $(free_port)
list_db = False
C
    mv "$ODOO_RC.$$" "$ODOO_RC"
}
free_port() { "$VENV/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
stop_pg() { # stop_pg test|demo
    local data run
    pg_dirs "$1"
    pg_as "$(pg_bin "$(pg_as cat "$data/PG_VERSION")")/pg_ctl" -D "$data" -m fast -s stop
}

# --- all of it -----------------------------------------------------------------------------------------
ensure_all() { # ensure_all [test|demo]
    mkdir -p "$STEWARD_STATE" "$WORK/addons" "$WORK/data"
    chmod 755 "$STEWARD_STATE"
    exec 9>"$STEWARD_STATE/lock"
    flock 9 # two commands at once must not set up the same thing
    ensure_system
    find_odoo
    ensure_venv
    ln -sfn "$CHECKOUT" "$ADDON"
    name_databases
    use_pg "${1:-test}"
    flock -u 9
    exec 9>&-
}
name_databases() { # the first checkout on a machine has the plain names, others carry their key
    local home=$STEWARD_STATE/home suffix=
    [ -e "$home" ] && [ -d "$(cat "$home")" ] || echo "$CHECKOUT" >"$home"
    [ "$(cat "$home")" = "$CHECKOUT" ] || suffix=_$KEY
    DEMO_DB=${MODULE}_demo$suffix
    TEST_DB=${MODULE}_test$suffix
    BENCH_DB=${MODULE}_bench$suffix
}
db_exists() { [ "$(psql -d postgres -Atc "select 1 from pg_database where datname = '$1'")" = 1 ]; }
drop_db() {
    dropdb --if-exists -f "$1" 2>/dev/null
    rm -rf "${WORK:?}/data/filestore/$1"
}
addon_hash() { # what an update of the database depends on: all files of the addon but tests, scripts and documents
    (cd "$CHECKOUT" && find . \( -path './.?*' -o -name __pycache__ -o -name node_modules -o -path ./scripts \
        -o -path ./tests -o -path ./docs -o -path ./screenshots \) -prune -o -type f ! -name '*.md' -print0 |
        sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
}

# --- template databases ----------------------------------------------------------------------------------
# A database with the dependencies (not this addon) installed, named by what it is made from;
# databases of this addon are copies of it plus `-i property_steward`: seconds instead of minutes.
deps_db() { # deps_db demo|nodemo [MANIFEST]: prints the name; in the current cluster
    local kind=$1 manifest=${2:-$CHECKOUT/__manifest__.py} deps name
    deps=$(python -c 'import ast, sys; print(",".join(ast.literal_eval(open(sys.argv[1]).read())["depends"]))' "$manifest")
    name=ps_deps_${kind}_$(printf '%s %s %s %s' "$deps" "$kind" "$ODOO_PATH" "$LANGUAGES" | sha256sum | cut -c1-8)
    (
        flock 8 # others wait for it instead of building it twice
        if ! db_exists "$name"; then
            say "installing Odoo's own apps into $name ($deps)"
            drop_db "$name.tmp"
            rm -rf "$STEWARD_STATE/filestore/$name"
            args=(--stop-after-init --no-http --log-level=warn -d "$name.tmp" -i "$deps" --load-language="$LANGUAGES")
            [ "$kind" = nodemo ] || args+=(--with-demo)
            odoo "${args[@]}" >&2 8>&-
            mkdir -p "$STEWARD_STATE/filestore"
            cp -r "$WORK/data/filestore/$name.tmp" "$STEWARD_STATE/filestore/$name"
            rm -rf "$WORK/data/filestore/$name.tmp"
            psql -qd postgres -c "ALTER DATABASE \"$name.tmp\" RENAME TO \"$name\""
        fi
    ) 8>"$STEWARD_STATE/templates.lock" || die "the template database could not be made"
    echo "$name"
}
copy_filestore() { # `createdb -T` does not copy it; its files never change, so that links will do
    local src=$STEWARD_STATE/filestore/$1
    [ -d "$src" ] || src=$WORK/data/filestore/$1
    rm -rf "${WORK:?}/data/filestore/$2"
    mkdir -p "$WORK/data/filestore"
    [ ! -d "$src" ] || cp -rl "$src" "$WORK/data/filestore/$2" 2>/dev/null || cp -r "$src" "$WORK/data/filestore/$2"
}
copy_db() { # copy_db FROM TO: database and filestore, within the current cluster
    drop_db "$2"
    createdb -T "$1" "$2"
    copy_filestore "$1" "$2"
}
