/**
 * Pages as people write them, of about 3 kB of storage format each, for measurements.
 *
 * @module
 */

const WORDS =
  ("the release service of our team deploys a new version every week and writes its log to a shared folder so that " +
    "support can read it without asking anyone please check your settings before you start because older clients " +
    "keep their cache until they are restarted users customers data center cloud Größe Übersicht naïve résumé")
    .split(" ");
const PAGE_SIZE = 3_000;

/** A source of whole numbers below a limit; the same seed gives the same ones. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/** A page with text, links, mentions, lists, tables, code and panels. */
export function conversionPage(seed: number): string {
  const writer = new PageWriter(seed);
  let page = "";
  while (page.length < PAGE_SIZE) page += writer.block();
  return page;
}

class PageWriter {
  readonly #number: (below: number) => number;

  constructor(seed: number) {
    this.#number = numbersOf(seed);
  }

  block(): string {
    const kind = this.#number(24);
    if (kind < 4) return `<h2>${this.#words(4)}</h2>`;
    if (kind < 14) return `<p>${this.#line(5)}</p>`;
    if (kind < 18) return this.#list(1);
    switch (kind) {
      case 18:
        return this.#table();
      case 19:
        return this.#macro(
          "code",
          `<ac:parameter ac:name="language">bash</ac:parameter><ac:plain-text-body><![CDATA[./${
            this.#words(1)
          } --all "$HOME"\nexit]]></ac:plain-text-body>`,
        );
      case 20:
        return this.#macro("info", `<ac:rich-text-body><p>${this.#line(2)}</p></ac:rich-text-body>`);
      case 21:
        return `<ac:image ac:width="600"><ri:attachment ri:filename="screen ${kind}.png" /></ac:image>`;
      case 22:
        return `<ac:task-list><ac:task><ac:task-id>7</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>${
          this.#line(1)
        }</ac:task-body></ac:task></ac:task-list>`;
      default:
        return "<hr />";
    }
  }

  #words(most: number): string {
    return Array.from({ length: 1 + this.#number(most) }, () => WORDS[this.#number(WORDS.length)]).join(" ");
  }

  #macro(name: string, content: string): string {
    return `<ac:structured-macro ac:name="${name}" ac:schema-version="1" ac:macro-id="${
      this.#number(1e9)
    }">${content}</ac:structured-macro>`;
  }

  #bit(): string {
    const words = this.#words(3);
    switch (this.#number(15)) {
      case 0:
      case 1:
        return `<strong>${words}</strong>`;
      case 2:
        return `<em>${words}</em>`;
      case 3:
        return "<code>config_file.yaml</code>";
      case 4:
        return `<a href="https://example.com/${this.#number(999)}?id=1&amp;view=full">${words}</a>`;
      case 5:
        return `<ac:link><ri:page ri:content-title="${words}" /></ac:link>`;
      case 6:
        return `<ac:link><ri:user ri:account-id="557058:${this.#number(1e6)}" /></ac:link>`;
      case 7:
        return `snake_case (${this.#number(100)}%)`;
      case 8:
        return `&quot;${words}&quot; &amp; v1.2`;
      case 9:
        return this.#macro("status", '<ac:parameter ac:name="title">DONE</ac:parameter>');
      default:
        return words;
    }
  }

  #line(most: number): string {
    const bits = Array.from({ length: 1 + this.#number(most) }, () => `${this.#bit()} ${this.#words(6)}`);
    return `Text ${bits.join(" ")}.`;
  }

  #list(depth: number): string {
    const name = this.#number(3) === 0 ? "ol" : "ul";
    const items = Array.from({ length: 2 + this.#number(4) }, () => {
      const below = depth > 0 && this.#number(5) === 0 ? this.#list(depth - 1) : "";
      return `<li><p>${this.#line(1)}</p>${below}</li>`;
    });
    return `<${name}>${items.join("")}</${name}>`;
  }

  #table(): string {
    const row = (cell: string): string =>
      `<tr>${
        `${cell}|${cell}|${cell}`.split("|").map((name) => `<${name}><p>${this.#words(4)}</p></${name}>`)
          .join("")
      }</tr>`;
    const rows = Array.from({ length: 2 + this.#number(5) }, () => row("td"));
    return `<table data-layout="default"><tbody>${row("th")}${rows.join("")}</tbody></table>`;
  }
}
