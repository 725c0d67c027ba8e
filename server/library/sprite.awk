# Bootstrap's icons as one file of symbols: gawk -f sprite.awk house.svg check.svg … > icons.svg
BEGIN { print "<svg xmlns=\"http://www.w3.org/2000/svg\">" }
BEGINFILE {
    name = FILENAME
    sub(/.*\//, "", name)
    sub(/\.svg$/, "", name)
}
/<svg / { print "<symbol id=\"" name "\" viewBox=\"0 0 16 16\">"; next }
/<\/svg>/ { print "</symbol>"; next }
{ print }
END { print "</svg>" }
