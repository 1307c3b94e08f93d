/**
 * Writes XML.
 *
 * @module
 */

/** Escapes text for an element's content. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll("\u00a0", "&nbsp;");
}

/** Encodes text as CDATA sections: several if the text contains the end of a section. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}

/** A name, with attributes if there are any. */
type Tag = string | readonly [name: string, attributes: Readonly<Record<string, string>>];

/** An element, empty where it has no content. */
export function element(opening: Tag, content = ""): string {
  const [name, attributes] = typeof opening === "string" ? [opening, {}] : opening;
  const written = Object.entries(attributes).map(([key, value]) =>
    ` ${key}="${
      escapeText(value).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")
    }"`
  );
  const tag = name + written.join("");
  return content === "" ? `<${tag} />` : `<${tag}>${content}</${name}>`;
}
