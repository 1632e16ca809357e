#!/usr/bin/env bash
# Lucene and Tantivy give the same document scores that differ by the factor 2.2.
# Guess: BM25 with k1 = 1.2 and b = 0.75 over the same terms is one number.
# Seen: Lucene leaves the constant factor k1 + 1 out of its formula since version 8; Tantivy keeps it. Order is the same.
# Meaning: a score threshold, or a sum of scores with anything else, cannot be carried from one engine to the other. Scores that
# must be equal have to be computed by one implementation.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check tantivy==0.27.0
printf '%s' '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies><dependency><groupId>org.apache.lucene</groupId><artifactId>lucene-analysis-common</artifactId><version>9.12.0</version></dependency></dependencies></project>' > pom.xml
mvn -q dependency:copy-dependencies -DoutputDirectory=lib >/dev/null
cat > Try.java <<'JAVA'
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.ByteBuffersDirectory;

class Try {
    public static void main(String[] none) throws Exception {
        var directory = new ByteBuffersDirectory();
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(new WhitespaceAnalyzer()))) {
            for (var text : new String[] {"noyau grappe", "noyau", "sonde sonde"}) {
                var document = new Document();
                document.add(new TextField("text", text, Field.Store.NO));
                writer.addDocument(document);
            }
        }
        var hits = new IndexSearcher(DirectoryReader.open(directory)).search(new TermQuery(new Term("text", "noyau")), 10);
        for (var hit : hits.scoreDocs) System.out.println(hit.score);
    }
}
JAVA
cat > try.py <<'PY'
import tantivy
builder = tantivy.SchemaBuilder()
builder.add_text_field("text", tokenizer_name="whitespace")
index = tantivy.Index(builder.build())
writer = index.writer()
for text in ("noyau grappe", "noyau", "sonde sonde"):
    writer.add_document(tantivy.Document(text=text))
writer.commit()
index.reload()
for score, _ in index.searcher().search(index.parse_query("noyau", ["text"]), 10).hits:
    print(score)
PY
java -cp 'lib/*' Try.java 2>/dev/null > lucene.txt
py/bin/python try.py > tantivy.txt
seen=$(paste lucene.txt tantivy.txt | awk '{printf "%.4f %.4f ratio %.3f\n", $1, $2, $2 / $1}')
printf 'lucene 9.12.0, tantivy (Python) 0.27.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
0.2554 0.5620 ratio 2.200
0.1975 0.4345 ratio 2.200
SEEN
