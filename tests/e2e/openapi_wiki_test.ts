/**
 * Confluence's spaces and pages, and what is on them, against Atlassian's OpenAPI documents.
 */
import {
  checkConversation,
  checkExchanges,
  CONFLUENCE_CLOUD_V1,
  CONFLUENCE_CLOUD_V2,
  CONFLUENCE_DC,
  exchanges,
} from "./openapi.ts";

const STORAGE = { representation: "storage", value: "<p>A <strong>text</strong>.</p>" };
const V2 = "/wiki/api/v2";
const V1 = "/wiki/rest/api";
const CQL = encodeURIComponent(
  'space = DOCS and type = page and title ~ "table*" order by lastmodified desc',
);

checkConversation(
  "a page's life is as documented",
  exchanges(CONFLUENCE_CLOUD_V2, [
    ["cloud-valid", `${V2}/pages`, 200, { spaceId: "30001", title: "New", body: STORAGE, status: "current" }],
    ["cloud-valid", `${V2}/pages/{id}?body-format=storage`, 200],
    ["cloud-valid", `${V2}/pages`, 400, { spaceId: "30001", title: "new", body: STORAGE, status: "current" }],
    ["cloud-valid", `PUT ${V2}/pages/{id}`, 200, {
      id: "{id}",
      status: "current",
      title: "Newer",
      body: { storage: STORAGE },
      version: { number: 2, message: "better" },
    }],
    ["cloud-valid", `PUT ${V2}/pages/{id}`, 409, {
      id: "{id}",
      status: "current",
      title: "Newest",
      body: STORAGE,
      version: { number: 2 },
    }],
    ["cloud-valid", `PUT ${V2}/pages/{id}/title`, 200, { status: "current", title: "Renamed" }],
    ["cloud-valid", `${V2}/pages/{id}/versions?body-format=storage`, 200],
    ["cloud-valid", `${V2}/pages/{id}?version=1&include-labels=true&include-versions=true`, 200],
    ["cloud-valid", `${V2}/footer-comments`, 201, { pageId: "1000001", body: STORAGE }],
    ["cloud-valid", `${V2}/pages/1000001/footer-comments?body-format=storage`, 200],
    ["cloud-valid", `DELETE ${V2}/pages/1000001`, 204],
    ["cloud-valid", `${V2}/pages?space-id=30001&status=trashed`, 200],
    ["cloud-valid", `DELETE ${V2}/pages/1000001?purge=true`, 204],
    ["cloud-valid", `${V2}/pages/1000001`, 404],
  ]),
);

checkConversation("a file's life on Cloud is as documented", [
  {
    documents: CONFLUENCE_CLOUD_V1,
    as: "cloud-valid",
    path: `${V1}/content/40002/child/attachment`,
    file: ["a.txt", "one"],
    status: 200,
  },
  {
    documents: CONFLUENCE_CLOUD_V1,
    as: "cloud-valid",
    method: "PUT",
    path: `${V1}/content/40002/child/attachment`,
    file: ["a.txt", "two"],
    status: 200,
  },
  {
    documents: CONFLUENCE_CLOUD_V1,
    as: "cloud-valid",
    path: `${V1}/content/40002/child/attachment`,
    file: ["a.txt", "three"],
    status: 400,
  },
  {
    documents: CONFLUENCE_CLOUD_V1,
    as: "cloud-valid",
    path: `${V1}/content/40002/child/attachment/att1000001/data`,
    file: ["a.txt", "four"],
    status: 200,
  },
  ...exchanges(CONFLUENCE_CLOUD_V1, [
    ["cloud-valid", `${V1}/content/40002/child/attachment/att1000001/download?version=1`, 302],
  ]),
]);

checkConversation(
  "labels on Cloud are as documented",
  exchanges(CONFLUENCE_CLOUD_V1, [
    ["cloud-valid", `${V1}/content/40002/label`, 200, [{ prefix: "global", name: "one" }, {
      prefix: "global",
      name: "two",
    }]],
    ["cloud-valid", `${V1}/content/40002/label`, 200, { prefix: "global", name: "three" }],
    ["cloud-valid", `DELETE ${V1}/content/40002/label?name=one`, 204],
    ["cloud-valid", `DELETE ${V1}/content/40002/label/two`, 204],
  ]),
);

checkExchanges([
  ...exchanges(CONFLUENCE_CLOUD_V2, [
    ["cloud-valid", `${V2}/spaces`, 200],
    ["cloud-valid", `${V2}/spaces?keys=DOCS,KB&sort=-name&limit=1`, 200],
    ["-", `${V2}/spaces`, 200],
    ["cloud-valid", `${V2}/spaces/30003`, 200],
    ["cloud-valid", `${V2}/spaces/30004`, 404],
    ["cloud-valid", `${V2}/spaces/30003/labels`, 200],
    ["cloud-valid", `${V2}/spaces/30003/pages?body-format=storage&limit=250&sort=-modified-date`, 200],
    ["cloud-valid", `${V2}/pages?space-id=30003&body-format=storage&limit=5`, 200],
    ["cloud-valid", `${V2}/pages?title=Tables&space-id=30003`, 200],
    ["cloud-valid", `${V2}/pages/40201`, 200],
    ["cloud-valid", `${V2}/pages/40203?body-format=storage&include-labels=true`, 200],
    ["cloud-valid", `${V2}/pages/40901`, 404],
    ["cloud-colleague", `DELETE ${V2}/pages/40102`, 403],
    ["-", `DELETE ${V2}/pages/40102`, 401],
    ["cloud-valid", `${V2}/pages/40203/labels`, 200],
    ["cloud-valid", `${V2}/pages/40208/attachments?filename=logo.svg`, 200],
    ["cloud-valid", `${V2}/pages/40201/direct-children?limit=2`, 200],
    ["cloud-valid", `${V2}/pages/40201/descendants?depth=3`, 200],
    ["cloud-valid", `${V2}/pages/40203/ancestors`, 200],
    ["cloud-valid", `${V2}/attachments?limit=3`, 200],
    ["cloud-valid", `${V2}/attachments/att50001`, 200],
    ["cloud-valid", `DELETE ${V2}/attachments/att50001`, 204],
    ["cloud-jira-only", `${V2}/spaces`, 403],
    ["cloud-valid", `${V2}/users-bulk`, 200, { accountIds: ["5b10a2844c20165700ede21b", "nobody"] }],
  ]),
  ...exchanges(CONFLUENCE_CLOUD_V1, [
    ["cloud-valid", `${V1}/content/search?cql=${CQL}`, 200],
    [
      "cloud-valid",
      `${V1}/content/search?cql=${CQL}&expand=body.storage,version,space,ancestors,metadata.labels,history`,
      200,
    ],
    ["cloud-valid", `${V1}/content/search?cql=type%20%3D%20attachment&expand=version,container&limit=2`, 200],
    ["cloud-valid", `${V1}/search?cql=text%20~%20%22agreements%22`, 200],
    ["cloud-valid", `${V1}/search?cql=type%3Dpage&limit=2&expand=content.space,content.version`, 200],
    ["cloud-valid", `${V1}/search?cql=nonsense`, 400],
    ["-", `${V1}/search?cql=type%3Dpage`, 200],
    ["cloud-valid", `${V1}/user?accountId=5b10a2844c20165700ede21b`, 200],
    ["cloud-valid", `${V1}/user?accountId=nobody`, 404],
    ["cloud-valid", `PUT ${V1}/content/40203/move/append/40216`, 200],
    ["cloud-valid", `PUT ${V1}/content/40201/move/append/40216`, 400],
  ]),
]);

const DC = "/rest/api";

checkConversation(
  "a page's life is as documented",
  exchanges(CONFLUENCE_DC, [
    ["confluence-valid", `${DC}/content`, 200, {
      type: "page",
      title: "New",
      space: { key: "TEAM" },
      ancestors: [{ id: "40002" }],
      body: { storage: STORAGE },
    }],
    ["confluence-valid", `${DC}/content/{id}?expand=body.storage,version,ancestors,metadata.labels`, 200],
    ["confluence-valid", `${DC}/content`, 400, {
      type: "page",
      title: "New",
      space: { key: "TEAM" },
      body: { storage: STORAGE },
    }],
    ["confluence-valid", `PUT ${DC}/content/{id}`, 200, {
      type: "page",
      title: "Newer",
      body: { storage: STORAGE },
      version: { number: 2 },
    }],
    ["confluence-valid", `PUT ${DC}/content/{id}`, 409, {
      type: "page",
      title: "Newest",
      body: { storage: STORAGE },
      version: { number: 2 },
    }],
    ["confluence-valid", `${DC}/content/{id}/label`, 200, { prefix: "global", name: "one" }],
    ["confluence-valid", `${DC}/content/1000001/label`, 200],
    ["confluence-valid", `DELETE ${DC}/content/1000001/label/one`, 204],
    ["confluence-valid", `${DC}/content/1000001?version=1`, 200],
    ["confluence-valid", `DELETE ${DC}/content/1000001`, 204],
    ["confluence-valid", `${DC}/content/1000001`, 404],
    ["confluence-valid", `${DC}/content/1000001?status=trashed`, 200],
    ["confluence-valid", `DELETE ${DC}/content/1000001?status=trashed`, 204],
  ]),
);

checkConversation("a file's life on Data Center is as documented", [
  {
    documents: CONFLUENCE_DC,
    as: "confluence-valid",
    path: `${DC}/content/40002/child/attachment`,
    file: ["a.txt", "one"],
    status: 200,
  },
  {
    documents: CONFLUENCE_DC,
    as: "confluence-valid",
    path: `${DC}/content/40002/child/attachment`,
    file: ["a.txt", "two"],
    status: 400,
  },
  {
    documents: CONFLUENCE_DC,
    as: "confluence-valid",
    path: `${DC}/content/40002/child/attachment/att1000001/data`,
    file: ["a.txt", "three"],
    status: 200,
  },
  ...exchanges(CONFLUENCE_DC, [
    ["confluence-valid", `${DC}/content/40002/child/attachment?expand=version,container`, 200],
    ["confluence-valid", `DELETE ${DC}/content/40002/child/attachment/att1000001`, 204],
  ]),
]);

checkExchanges(exchanges(CONFLUENCE_DC, [
  ["confluence-valid", `${DC}/space?limit=2`, 200],
  ["confluence-valid", `${DC}/space?spaceKey=DOCS`, 200],
  ["confluence-valid", `${DC}/space/DOCS`, 200],
  ["confluence-valid", `${DC}/space/STAFF`, 404],
  ["confluence-valid", `${DC}/space/DOCS/content/page?limit=3&expand=body.storage`, 200],
  ["-", `${DC}/space`, 200],
  ["confluence-valid", `${DC}/content?spaceKey=DOCS&type=page&start=5&limit=5`, 200],
  [
    "confluence-valid",
    `${DC}/content?spaceKey=DOCS&title=Tables&expand=body.storage,version,ancestors,metadata.labels`,
    200,
  ],
  ["confluence-valid", `${DC}/content/40203`, 200],
  ["confluence-valid", `${DC}/content/40201?expand=children.page,children.attachment`, 200],
  ["confluence-valid", `${DC}/content/40901`, 404],
  ["confluence-valid", `${DC}/content/40201/child/page?limit=2`, 200],
  ["confluence-valid", `${DC}/content/40208/child/attachment?filename=logo.svg`, 200],
  ["confluence-valid", `${DC}/content/search?cql=${CQL}&expand=version`, 200],
  ["confluence-valid", `${DC}/search?cql=${CQL}&limit=1`, 200],
  ["confluence-valid", `${DC}/search?cql=nonsense`, 400],
  ["confluence-colleague", `DELETE ${DC}/content/40102`, 403],
  ["-", `DELETE ${DC}/content/40002`, 401],
  ["confluence-valid", `${DC}/user?username=sean.obrien`, 200],
  ["confluence-valid", `${DC}/user?key=nobody`, 404],
]));
