#!/usr/bin/env bash
# Draws the icons of the installed app from `static/favicon.svg`, as PNG files in `static/icons`. Needs Chromium. Run it
# after the drawing has changed, and commit the files.
set -euo pipefail
cd "$(dirname "$0")/../static"
folder="$(mktemp -d)"
trap 'rm -r "$folder"' EXIT
drawing="$(sed -e 's/<svg[^>]*>//' -e 's#</svg>##' favicon.svg)"

# A file: its name, its size, and what is drawn on a square of 24 units.
draw() {
    local name=$1 size=$2 content=$3
    printf '<!doctype html><style>body{margin:0}svg{display:block}</style><svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 24 24">%s</svg>' \
        "$size" "$size" "$content" > "$folder/$name.html"
    chromium --headless=new --no-sandbox --hide-scrollbars --force-device-scale-factor=1 \
        --default-background-color=00000000 --window-size="$size,$size" \
        --screenshot="$PWD/icons/$name.png" "$folder/$name.html" 2>/dev/null
}

# The drawing in white on the accent, small enough for the circle that launchers may cut out.
inverted="$(sed -e 's/fill="#4f46e5"/fill="#fff"/' -e 's/stroke="#fff"/stroke="#4f46e5"/' <<< "$drawing")"
full="<rect width='24' height='24' fill='#4f46e5'/><g transform='translate(5.4 5.2) scale(.55)'>$inverted</g>"

draw icon-192 192 "$drawing"
draw icon-512 512 "$drawing"
draw maskable-192 192 "$full"
draw maskable-512 512 "$full"
draw apple-touch-icon 180 "$full"
