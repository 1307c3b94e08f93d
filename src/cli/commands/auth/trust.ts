/**
 * `atlcli auth trust`
 *
 * @module
 */
import type { Profile } from "../../../../mod.ts";
import { type Restricted, steeringMembers, type TrustReview } from "../../../profile/mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { confirmationFor, YES_OPTION } from "../../confirmation.ts";
import type { Context } from "../../context.ts";
import { oneLine } from "../../output/output.ts";

/** Options of `auth trust`. */
interface AuthTrustOptions {
  readonly yes: boolean;
}

/** Adds the command. */
export function addTrust(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "trust",
    summary: "review a credentials file that other users can write, and restrict it to you",
    description:
      "While other users can write the credentials file or a parent folder, no command changes the file, and a " +
      "profile is used only if its site is confirmed elsewhere. This command shows the site, account and " +
      "unusual settings of each profile, asks whether they are yours, and then removes the permissions of " +
      "other users. It does not change any profile.",
    examples: ["atlcli auth trust", "atlcli auth trust --yes"],
  }).option(...YES_OPTION).action((options) => trust(open(), options));
}

/**
 * Shows the contents of the file, asks for confirmation, and restricts the file to this user.
 *
 * @throws {StorageError} if something cannot be restricted, or the file changed while it was shown.
 */
async function trust(context: Context, { yes }: AuthTrustOptions): Promise<void> {
  const { library, output } = context;
  const review = await library.store.review();
  const { snapshot, unrestrictable } = review;
  if (snapshot.writers.length === 0) {
    if (output.format === "text") output.say(`Only you can write "${snapshot.path}": nothing to do`);
    else output.json(toJson(review, []));
    return;
  }
  output.say(...linesOf(review));
  if (unrestrictable.length === 0) {
    const confirm = confirmationFor(context, { yes });
    await confirm(() => ({
      message: `Are all of these yours, and do you trust the file?`,
      otherwise: `The credentials file was not changed, and is not trusted`,
    }));
  }
  const restricted = await review.apply();
  if (output.format !== "text") return output.json(toJson(review, restricted));
  output.say(
    ...restricted.map(({ did, where }) => oneLine(`${where}: ${did}`)),
    `Only you can write "${snapshot.path}" now`,
  );
}

function linesOf({ snapshot, restrictable, unrestrictable }: TrustReview): readonly string[] {
  const { file: { profiles, currentProfile }, warnings, writers, path } = snapshot;
  return [
    ...warnings.slice(0, writers.length).map((warning) => oneLine(warning)),
    profiles.size === 0 ? `No profiles in "${path}"` : `In "${path}":`,
    ...[...profiles.values()].flatMap((profile) => profileLines(profile, profile.name === currentProfile)),
    ...(unrestrictable.length > 0 ? [] : [
      "Other users will no longer be able to write:",
      ...restrictable.map((writer) => `  ${oneLine(writer.path)}`),
    ]),
  ];
}

function profileLines(profile: Profile, isActive: boolean): readonly string[] {
  const account = profile.email ?? profile.username ?? "no account";
  const head = `${profile.name}${isActive ? " (active)" : ""}: ${profile.baseUrl}, ${account}`;
  return [
    `  ${oneLine(head)}`,
    ...Object.entries(settingsOf(profile)).map(([member, value]) =>
      `    ${member}: ${oneLine(textOf(value))}`
    ),
  ];
}

/** The members that run a program or affect network traffic, without passwords. */
function settingsOf(profile: Profile): Readonly<Record<string, string | boolean | readonly string[]>> {
  return Object.fromEntries(
    steeringMembers(profile).map((member) => {
      const value = profile[member] ?? false;
      return [member, member === "proxy" ? withoutUser(String(value)) : value];
    }),
  );
}

function withoutUser(proxy: string): string {
  return proxy.includes("@") ? `[secret]${proxy.slice(proxy.lastIndexOf("@"))}` : proxy;
}

function textOf(value: string | boolean | readonly string[]): string {
  return typeof value === "object" ? value.join(" ") : String(value);
}

function toJson({ snapshot }: TrustReview, restricted: readonly Restricted[]): Record<string, unknown> {
  const { path, file: { profiles, currentProfile } } = snapshot;
  return {
    path,
    trusted: true,
    profiles: [...profiles.values()].map((profile) => ({
      name: profile.name,
      site: profile.baseUrl,
      email: profile.email ?? null,
      username: profile.username ?? null,
      active: profile.name === currentProfile,
      settings: settingsOf(profile),
    })),
    restricted,
  };
}
