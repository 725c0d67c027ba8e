# Unihan_Readings.txt: "U+5355<tab>kMandarin<tab>dān" becomes "单 d". The reading's first letter without its tone mark.
BEGIN {
    FS = "\t"
    split("ā a á a ǎ a à a ē e é e ě e è e ō o ó o ǒ o ò o", plain, " ")
    for (i = 1; i in plain; i += 2) letter[plain[i]] = plain[i + 1]
}
$2 == "kMandarin" {
    first = substr($3, 1, 1)
    if (first in letter) first = letter[first]
    if (first ~ /[a-z]/) printf "%s %s\n", substr($1, 3), first
}
