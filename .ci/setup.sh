# What ./mainstay and ./test share: finding the SDK and installing Debian packages.
# Sourced, never run. Everything said here goes to standard error.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# Build servers outlive the build and keep the caller's pipes open.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false

# The SDK keeps its own notes below the home folder; a service account may have none.
if [[ ! -w ${HOME:-/nonexistent} ]]; then
  export HOME=$root/artifacts/home
  mkdir -p "$HOME"
fi

say() { printf '%s\n' "$*" >&2; }

# Sets $dotnet to the first program found that can be asked for an SDK.
find_dotnet() {
  local candidate
  for candidate in "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "$(command -v dotnet)" "${HOME:-}/.dotnet/dotnet" \
    /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet /usr/local/share/dotnet/dotnet /opt/dotnet/dotnet; do
    if [[ -n $candidate && -x $candidate ]]; then
      dotnet=$candidate
      return 0
    fi
  done
  return 1
}

require_sdk() {
  if ! find_dotnet || ! "$dotnet" --list-sdks 2>/dev/null | grep -q '^10\.'; then
    say "Mainstay needs the .NET 10 SDK and did not find it: install it from https://dot.net/download and run this again."
    exit 3
  fi
}

can_install() { [[ $(id -u) == 0 && -e /etc/debian_version ]] && command -v apt-get >/dev/null; }

# install WHY PACKAGE...: installs on Debian as root, otherwise names the packages in one sentence.
install() {
  local why=$1
  shift
  if ! can_install; then
    say "$why is missing: install it with 'apt-get install $*' as root, or your system's own way."
    return 1
  fi
  say "$why is missing, installing: $*"
  if ! apt_get install -y --no-install-recommends "$@"; then
    apt_get update && apt_get install -y --no-install-recommends "$@" || {
      say "$why could not be installed: 'apt-get install $*' failed."
      return 1
    }
  fi
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" >&2 </dev/null; }

# .NET formats dates, numbers and Hindi with ICU.
require_icu() {
  compgen -G '/usr/lib/*/libicuuc.so.*' >/dev/null || compgen -G '/usr/lib*/libicuuc.so.*' >/dev/null && return 0
  [[ $(uname -s) == Linux ]] || return 0
  local package
  package=$(apt-cache --names-only search '^libicu[0-9]+$' 2>/dev/null | cut -d' ' -f1 | sort -V | tail -n 1)
  install "ICU" "${package:-libicu72}" || exit 3
}

# Style sheets and scripts of the pages are bundled by Node 18 or newer.
require_node() {
  local version
  version=$(node --version 2>/dev/null)
  version=${version#v}
  [[ ${version%%.*} -ge 18 ]] 2>/dev/null && command -v npm >/dev/null && return 0
  install "Node 18 with npm" nodejs npm || exit 3
}

# Two builds at once would install and bundle the pages' scripts over each other. Held until the script ends or fd 9 is closed.
lock_builds() {
  mkdir -p "$root/artifacts"
  exec 9>"$root/artifacts/build.lock"
  command -v flock >/dev/null || return 0
  flock -n 9 || { say "Waiting for another build of Mainstay ..."; flock 9; }
}
