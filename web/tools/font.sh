#!/bin/sh
# Makes kit/inter.woff2: the Latin, Turkish and currency letters of Debian's Inter variable font
# (package fonts-inter-variable; needs pyftsubset of fonttools, and brotli). The result is committed,
# so this runs only when the set of letters changes. Licence: kit/inter-OFL.txt.
set -eu
cd "$(dirname "$0")/.."
pyftsubset=${PYFTSUBSET:-pyftsubset}
"$pyftsubset" /usr/share/fonts/truetype/inter-vf/Inter-roman.var.ttf --flavor=woff2 \
  --layout-features=kern,liga,calt,tnum,ccmp,locl,mark,mkmk,case,zero --output-file=kit/inter.woff2 \
  --unicodes=U+0020-007E,U+00A0-017F,U+2010-2027,U+2030,U+2032-2033,U+2039-203A,U+20AC,U+20BA,U+2116,U+2122,U+2190-2193,U+2212,U+2713,U+2715
