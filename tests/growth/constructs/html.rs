//! Constructs of HTML.

use super::{Construct, TOLD, amid, each};
use recaps::corpus::Format::Html;

const fn of(name: &'static str, text: fn(usize) -> String) -> Construct {
    Construct { name, format: Html, text }
}

/// All constructs of the format.
pub(super) const CONSTRUCTS: &[Construct] = &[
    of("frames", |n| "<iframe src=\"https://a.example/embed/x\"></iframe>".repeat(n)),
    of("base", |n| {
        format!("<base href=\"https://a.example/{}/\"><p>{}", "x".repeat(2_000), "<a href=b>c</a>".repeat(n))
    }),
    of("nested hidden", |n| amid("", "<div hidden>", n, "a")),
    of("hidden", |n| "<div hidden><p>mot mot mot mot</p></div>".repeat(n)),
    of("doubtful", |n| "<div class=promo><h2>a</h2><p>b</p></div>".repeat(n)),
    of("nested doubtful", |n| "<div class=promo><h2>a</h2>".repeat(n)),
    of("definitions", |n| "<dl><dt>a<dd>b</dl>".repeat(n)),
    of("nested definitions", |n| "<dl><dt>a<dd>".repeat(n)),
    of("title and headings", |n| {
        format!("<title>{}</title>{}", "mot ".repeat(n), "<h1>mot mot</h1>".repeat(n))
    }),
    of("buttons", |n| "<button><b>".repeat(n)),
    of("buttons in headings", |n| "<h2><button>a</button></h2>".repeat(n)),
    of("broken heading", |n| amid("<h2>", "a<br>", n, "")),
    of("summaries", |n| "<details><summary>a".repeat(n)),
    of("link around blocks", |n| {
        format!("<a href=\"https://a.example/{}\">{}", "x".repeat(1_000), "<p>a</p>".repeat(n))
    }),
    of("navigation", |n| "<nav><a href=x>".repeat(n)),
    of("cells", |n| amid("<table><tr>", "<td><p>", n, "")),
    of("nested elements", |n| amid("", "<div>", n, "fin")),
    of("classes", |n| amid("<p class=\"", "a-b ", n, "\">x")),
    of("deep json", |n| amid("<script type=\"application/ld+json\">", "[", n, "</script>")),
    of("labels", |n| "<x label=\"a\">".repeat(n)),
    of("entities", |n| "&eacute;&bogus;&".repeat(n)),
    of("named authors", |n| amid("", "<span rel=author>", n, "x")),
    of("headings", |n| "<h2>Titre de session</h2><p>Un texte.</p>".repeat(n / 4)),
    of("items", |n| amid("<ul>", "<li>a", n, "")),
    of("breaks", |n| "a<br><br>".repeat(n)),
    of("tabs", |n| "<button role=tab>a</button><div role=tabpanel hidden><p>b</p></div>".repeat(n / 2)),
    of("accordions", |n| "<button aria-expanded=false>a</button><div hidden><p>b</p></div>".repeat(n / 2)),
    of("buttons that open", |n| "<button aria-expanded=false>".repeat(n)),
    of("nested panels", |n| "<div role=tabpanel hidden>a ".repeat(n)),
    of("styles that hide", |n| "<div style=\"display: none\">a</div>".repeat(n)),
    of("roles of headings", |n| "<div role=heading aria-level=2>a</div>".repeat(n / 2)),
    of("nested lists", |n| amid("", "<ul><li>a", n, "")),
    of("nested tables", |n| amid("", "<table><tr><td>a", n, "")),
    of("nested rows", |n| amid("", "<tr><td>a<br>", n, "")),
    of("nested quotations", |n| amid("", "<blockquote>a", n, "")),
    of("nested links", |n| amid("", "<a href=\"https://a.example\">", n, "b")),
    of("links to places", |n| "<a href=\"#a\"><div>".repeat(n)),
    of("links", |n| each(n, |i| format!("<a href=\"https://a.example/{i}\">b</a> "))),
    of("open bold", |n| "<b>a ".repeat(n)),
    of("open slanted", |n| "<i>a ".repeat(n)),
    of("paragraphs", |n| "<p>a".repeat(n)),
    of("bold paragraphs", |n| "<p><b>Le noyau</b></p><p>Un texte.</p>".repeat(n / 4)),
    of("titles in bold with names", |n| {
        each(n / 4, |i| format!("<p><b>Le noyau {i}</b> : Jean Dupont</p><p>{TOLD}</p>"))
    }),
    of("rules", |n| format!("<hr><p>{TOLD}</p>").repeat(n / 4)),
    of("closed", |n| "</div></p></b></td>".repeat(n)),
    of("open and closed", |n| "<div>".repeat(n) + &"</div>".repeat(n)),
    of("crossed", |n| "<b><i></b></i>".repeat(n)),
    of("pictures", |n| "<img alt=\"👍\" src=a>".repeat(n)),
    of("captions", |n| "<figure><img src=a><figcaption>a</figcaption></figure>".repeat(n / 2)),
    of("times", |n| "<time>3 mai</time>".repeat(n)),
    of("metas", |n| each(n, |i| format!("<meta name=\"m{i}\" content=\"a\">"))),
    of("authors", |n| each(n, |i| format!("<meta name=author content=\"Jean D{i}\">"))),
    of("tags", |n| each(n, |i| format!("<meta property=article:tag content=\"t{i}\">"))),
    of("authors in json", |n| {
        format!(
            "<script type=\"application/ld+json\">{{\"@type\":\"Article\",\"author\":[{}\"a\"]}}</script>",
            each(n, |i| format!("{{\"name\":\"Jean D{i}\"}},"))
        )
    }),
    of("scripts of json", |n| "<script type=\"application/ld+json\">{\"a\":1}</script>".repeat(n)),
    of("comments", |n| "<!-- a -->b ".repeat(n)),
    of("open comments", |n| "<!--".repeat(n)),
    of("declarations", |n| "<!a><?b>".repeat(n)),
    of("open scripts", |n| "<script>".repeat(n)),
    of("open titles", |n| "<title>a".repeat(n)),
    of("open texts", |n| "<textarea>a".repeat(n)),
    of("styles", |n| "<style>.a { font-weight: bold }</style>".repeat(n)),
    of("rules of a style", |n| {
        format!("<style>{}</style><p class=a1>b", each(n, |i| format!(".a{i}{{font-weight:bold}}")))
    }),
    of("attributes of one tag", |n| format!("<p {}>b", each(n, |i| format!("a{i}=b ")))),
    of("known attributes of one tag", |n| amid("<p ", "class=a ", n, ">b")),
    of("open values", |n| "<p class=\"a".repeat(n)),
    of("numbers of characters", |n| "&#10;&#x41;&#0;".repeat(n)),
    of("open numbers", |n| "&#".repeat(n)),
    of("returns", |n| "a\r".repeat(n)),
    of("code", |n| "<pre>a\nb</pre>".repeat(n / 2)),
    of("navigation around text", |n| "<nav><a href=x>a</a></nav><p>b</p>".repeat(n / 2)),
    of("articles", |n| format!("<article><h2>a</h2><p>{TOLD}</p></article>").repeat(n / 4)),
    of("nested articles", |n| amid("", "<article>a", n, "")),
    of("footers", |n| "<footer>a</footer><aside>b</aside>".repeat(n / 2)),
    of("sections", |n| "<section><header><h2>a</h2></header><p>b</p></section>".repeat(n / 4)),
    of("components", |n| "<x-a><x-b>a</x-b></x-a>".repeat(n)),
    of("nested components", |n| amid("", "<x-a>", n, "b")),
    of("foreign elements", |n| "<svg/><math>a".repeat(n)),
    of("options", |n| "<select><option>a".repeat(n)),
    of("templates", |n| "<template><p>a".repeat(n)),
    of("signs of the less", |n| "a < b ".repeat(n)),
    of("headings in headings", |n| "<h2>a<h3>b".repeat(n / 2)),
    of("broken headings", |n| "<h2>Le noyau<br>Jean Dupont</h2><p>b</p>".repeat(n / 4)),
    of("terms by class", |n| "<p class=accordion-title>a</p><p>b</p>".repeat(n / 2)),
    of("boxes", |n| "<div class=\"admonition\"><p>a</p></div>".repeat(n / 2)),
    of("captions of tables", |n| "<table><caption>a</caption></table>".repeat(n / 2)),
    of("wide table", |n| {
        format!("<table><tr>{}</tr><tr>{}</tr></table>", "<th>a</th>".repeat(n), "<td>b</td>".repeat(n))
    }),
];
