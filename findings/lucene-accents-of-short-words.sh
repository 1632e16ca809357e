#!/usr/bin/env bash
# The French analyzer of Lucene folds the accents of long words only.
# Guess: either `securite` finds `sécurité` and `acces` finds `accès`, or neither does.
# Seen: the light stemmer folds accents in words of five letters and more once they are stemmed, so the first pair meets and the
# second does not; `noyaux` and `noyau` do not meet either.
# Meaning: accents have to be folded by a step of their own, for words of any length, on both sides.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
printf '%s' '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies><dependency><groupId>org.apache.lucene</groupId><artifactId>lucene-analysis-common</artifactId><version>9.12.0</version></dependency></dependencies></project>' > pom.xml
mvn -q dependency:copy-dependencies -DoutputDirectory=lib >/dev/null
cat > Try.java <<'JAVA'
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

class Try {
    static String term(String word) throws Exception {
        try (var stream = new FrenchAnalyzer().tokenStream("text", word)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            return stream.incrementToken() ? term.toString() : "";
        }
    }

    public static void main(String[] none) throws Exception {
        for (var pair : new String[][] {{"sécurité", "securite"}, {"accès", "acces"}, {"noyau", "noyaux"}}) {
            var same = term(pair[0]).equals(term(pair[1]));
            System.out.println(String.join(" ", pair) + ": " + (same ? "meet" : "apart"));
        }
    }
}
JAVA
seen=$(java -cp 'lib/*' Try.java 2>/dev/null)
printf 'lucene 9.12.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
sécurité securite: meet
accès acces: apart
noyau noyaux: apart
SEEN
