/**
 * The way to sign in to Atlassian, for Deno, Node and Bun: profiles, a resolver that says which credential is used and where it came
 * from, and a client that sends it to its own site and nowhere else.
 *
 * @example A signed request, with whatever `atlcli` would use here
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 *
 * const { client, resolution } = await connect();
 * console.log(resolution.site.url, await client.json({ path: "/rest/api/2/myself" }));
 * ```
 *
 * @module
 */

// Begin here.
export {
  connect,
  type Connection,
  type ConnectOptions,
  connectWith,
  type Library,
  openLibrary,
  warningsOf,
} from "./src/connect.ts";
export type { Network, NetworkOptions } from "./src/network/open.ts";
export type { LimitOptions } from "./src/network/limits.ts";

// Profiles.
export {
  DEFAULT_PROFILE,
  isBearer,
  keychainAccountOf,
  type Profile,
  profileSite,
  type TokenStore,
} from "./src/profile/profile.ts";
export { parseProfileName } from "./src/profile/name.ts";
export type { CredentialsFile } from "./src/profile/file/file.ts";
export {
  addOrReplaceProfile,
  clearToken,
  profileNamed,
  removeProfile,
  renameProfile,
  setActiveProfile,
  setSearchFields,
} from "./src/profile/edits.ts";
export {
  openProfileStore,
  type ProfileStore,
  type ProfileStoreOptions,
  type StoreHost,
} from "./src/profile/store/store.ts";
export type { Snapshot, TrustOptions } from "./src/profile/store/snapshot.ts";

// The resolver.
export {
  type Resolution,
  resolveCredential,
  type ResolvedTarget,
  resolveProfile,
  type ResolveRequest,
  type ResolverParts,
  resolveTarget,
  resolveToken,
} from "./src/resolver/resolve.ts";
export {
  type EnvironmentSettings,
  type EnvironmentToken,
  isOn,
  readEnvironment,
} from "./src/resolver/environment.ts";
export { formatProvenance, type Provenance, type SetAside } from "./src/resolver/provenance.ts";
export type { Target } from "./src/resolver/target.ts";
export { findToken, type FoundToken, type TokenQuestion } from "./src/resolver/token_sources.ts";
export { inspectTokens, type TokenPresence } from "./src/profile/tokens/inspect.ts";

// The doctor.
export { diagnose, type DiagnoseOptions } from "./src/doctor/diagnose.ts";
export {
  type Check,
  type CheckName,
  type Diagnosis,
  type Finding,
  type Repair,
  type Severity,
  worstOf,
} from "./src/doctor/finding.ts";
export type { PlaceHost } from "./src/doctor/location.ts";
export { repair, type Repaired } from "./src/doctor/repair.ts";

// The client.
export {
  type AnswerEvent,
  type ApiRequest,
  type Client,
  type ClientEvent,
  type ClientOptions,
  createClient,
  DEFAULT_LIMITS,
  type FaultEvent,
  type JsonAnswer,
  type Limits,
  type Query,
  type RequestBody,
  type RequestEvent,
  type WaitEvent,
} from "./src/client/client.ts";
export type { FailedAnswer } from "./src/client/http_errors.ts";
export { holdGuard } from "./src/client/buffer_limit.ts";
export { type AnyPage, paginate } from "./src/client/paginate.ts";
export { type Detection, type DetectOptions, detectSite, fetchCloudId } from "./src/sign_in/detect.ts";
export { type Identity, whoAmI } from "./src/sign_in/identity.ts";
export { type SignedIn, signIn, type SignInOptions } from "./src/sign_in/sign_in.ts";

// Jira.
export { type Account, findAssignee, findUser, type FindUserOptions } from "./src/jira/users.ts";
export { countIssues, type CountOptions, type IssueCount } from "./src/jira/count.ts";
export { buildJql, hasOrder, type JqlQuery, MY_OPEN_ISSUES, quoteJql, withOrder } from "./src/jira/jql.ts";
export { findJqlFault, type JqlPlace, withJqlFault } from "./src/jira/jql_errors.ts";
export { type Issue, searchIssues, type SearchOptions, type SearchPage } from "./src/jira/search.ts";
export {
  assignIssue,
  createIssue,
  deleteIssue,
  editIssue,
  getIssue,
  type IssueChange,
  type IssueFields,
  type NewIssue,
} from "./src/jira/issues.ts";
export { type IssueRequest, issueUrl } from "./src/jira/rest.ts";
export { type AdfDocument, type RichText, richTextOf } from "./src/jira/rich_text.ts";
export { addComment, type Comment, listComments, type ListCommentsOptions } from "./src/jira/comments.ts";
export { type IssueType, listIssueTypes } from "./src/jira/issue_types.ts";
export {
  listTransitions,
  type Transition,
  type Transitioned,
  transitionIssue,
  type TransitionOptions,
} from "./src/jira/transitions.ts";
export {
  type IssueLink,
  linkIssues,
  type LinkIssuesOptions,
  type LinkType,
  listLinkTypes,
} from "./src/jira/links.ts";
export { addWorklog, type NewWorklog, parseTimeSpent, type Worklog } from "./src/jira/worklogs.ts";
export { listProjects, type ListProjectsOptions, type Project } from "./src/jira/projects.ts";
export type { ListPage } from "./src/jira/pages.ts";

// Confluence.
export {
  type Attachment,
  downloadAttachment,
  listAttachments,
  uploadAttachment,
} from "./src/confluence/attachments.ts";
export { addLabels, listLabels, removeLabel } from "./src/confluence/labels.ts";
export {
  createPage,
  deletePage,
  getPage,
  getPageByTitle,
  listPages,
  type ListPagesOptions,
  type NewPage,
  type Page as WikiPage,
  type PageChange,
  type PageRequest,
  type PageVersion,
  updatePage,
} from "./src/confluence/pages.ts";
export { countPageItems, type ItemCount, type PageItems } from "./src/confluence/page_items.ts";
export { getPages } from "./src/confluence/page_batch.ts";
export type { WikiListPage } from "./src/confluence/rest.ts";
export {
  buildCql,
  type CqlQuery,
  quoteCql,
  searchWiki,
  type SearchWikiOptions,
  type WikiHit,
} from "./src/confluence/search.ts";
export { getSpace, listSpaces, type ListSpacesOptions, type Space } from "./src/confluence/spaces.ts";

// Sites, credentials and where tokens are kept.
export { isLoopback } from "./src/core/url.ts";
export { gatewayUrl, parseGatewayUrl } from "./src/site/gateway.ts";
export {
  type Deployment,
  type ParsedSite,
  parseSite,
  type ParseSiteOptions,
  type Product,
  sameSite,
  type Site,
  siteOf,
} from "./src/site/site.ts";
export { isInside, productUrl } from "./src/site/urls.ts";
export {
  type ApiToken,
  authorizationOf,
  type Credential,
  parseEmail,
  parseToken,
  type PersonalAccessToken,
  type ScopedToken,
} from "./src/core/credential.ts";
export { Secret } from "./src/core/secret.ts";
export { KEYCHAIN_SERVICE, type SecretStore, type StoredSecret } from "./src/core/secret_store.ts";
export { type KeychainHost, type KeychainOptions, openKeychain } from "./src/keychain/open.ts";
export {
  dropProfile,
  dropToken,
  type Keeping,
  keepToken,
  type Kept,
  type TokenKeeperParts,
} from "./src/profile/tokens/keeper.ts";
export { type LookedUpToken, lookUpToken } from "./src/profile/tokens/keychain_lookup.ts";
export { type NetworkSettings, openTransport } from "./src/network/transport.ts";

// The outside world.
export { denoHost } from "./src/host/deno/host.ts";
export type { Ffi, FfiLibrary, FfiPointer, FfiSignature, FfiValue } from "./src/core/ffi.ts";
export { nodeHost } from "./src/host/node/host.ts";
export { systemHost } from "./src/host/system.ts";
export {
  type Clock,
  type Command,
  type CommandEnvironment,
  type CommandResult,
  type Fetch,
  FileFault,
  type FileFaultReason,
  type Files,
  type FileStat,
  type Handler,
  type Host,
  type Listening,
  type Os,
  RunFault,
  type Transport,
  type TransportOptions,
} from "./src/core/host.ts";
export type { ProxyServer } from "./src/core/proxy_server.ts";

// Errors, and what the command line shares.
export {
  AtlcliError,
  type AtlcliErrorOptions,
  CredentialError,
  type CredentialErrorCode,
  type ErrorCode,
  HttpError,
  type HttpErrorOptions,
  KeychainError,
  type KeychainErrorCode,
  NetworkError,
  type NetworkErrorCode,
  parsedFrom,
  StorageError,
  type StorageErrorCode,
  UsageError,
} from "./src/core/errors.ts";
export { networkError, type NetworkErrorPlace } from "./src/client/fetch_errors.ts";
export { formatDuration, parseCount, parseDuration } from "./src/core/duration.ts";
export { formatSize, parseSize } from "./src/core/size.ts";
export { absolutePath } from "./src/core/paths.ts";
export { printable, type PrintableOptions } from "./src/core/text.ts";
export { VERSION } from "./src/core/version.ts";
