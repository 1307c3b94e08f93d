/** Certificates for tests: real ones, made by openssl in a folder of the test's own. */
import { execFileSync } from "node:child_process";

/** A certificate and its key, in PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** What a test of TLS needs. */
export interface Certificates {
  /** The authority that signed the others, which is not trusted by default. */
  readonly ca: string;
  /** For localhost. */
  readonly good: Pair;
  /** For another host. */
  readonly wrongHost: Pair;
  /** For localhost, until 2020. */
  readonly expired: Pair;
  /** For localhost, from 2048 on. */
  readonly notYet: Pair;
  /** For localhost, self-signed, and marked as not an authority. */
  readonly ownLeaf: Pair;
  /** For the hosts of a small internet: sites of Atlassian's, of a company's, and strangers. */
  readonly internet: Pair;
  /** For localhost, signed by itself, and saying that it is an authority: what openssl makes when told no more. */
  readonly selfSigned: Pair;
  /** The folder that they lie in: `ca.pem`, `good.pem`, `good.key`, …, and a client's: `client.pem`, `client.key`. */
  readonly folder: string;
}

const SCRIPT = String.raw`
set -e
newkey="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
openssl req -x509 $newkey -keyout ca.key -out ca.pem -days 30 -subj "/CN=atlcli test"
touch index.txt
cat > ca.cnf <<END
[ca]
default_ca = this
[this]
database = index.txt
new_certs_dir = .
serial = serial
default_md = sha256
policy = policy
unique_subject = no
[policy]
commonName = supplied
END
make() {
  openssl req $newkey -keyout $1.key -out $1.csr -subj "/CN=$1"
  echo "subjectAltName=$(echo DNS:$2 | sed 's/,/,DNS:/g')" > $1.ext
  openssl ca -batch -config ca.cnf -rand_serial -cert ca.pem -keyfile ca.key -notext \
    -in $1.csr -out $1.pem -extfile $1.ext -startdate $3 -enddate $4
}
openssl req -x509 $newkey -keyout selfsigned.key -out selfsigned.pem -days 30 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost
openssl req -x509 $newkey -keyout ownleaf.key -out ownleaf.pem -days 30 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE
make good localhost 20200101000000Z 20491231000000Z
make wrong other.test 20200101000000Z 20491231000000Z
make expired localhost 20200101000000Z 20200102000000Z
make notyet localhost 20480101000000Z 20491231000000Z
hosts='company.atlassian.net,other.atlassian.net,company.atlassian.net.evil.test,evil.test,api.atlassian.com'
make client you.company.test 20200101000000Z 20491231000000Z
make internet "$hosts,jira.company.test,wiki.company.test,media.company.test,cdn.test" 20200101000000Z 20491231000000Z
`;

/** Makes them in a new temporary folder, hands them over, and removes the folder. */
export async function withCertificates(use: (certificates: Certificates) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-tls-" });
  try {
    execFileSync("sh", ["-c", SCRIPT], { cwd: folder, stdio: "pipe" });
    const read = (name: string): string => Deno.readTextFileSync(`${folder}/${name}`);
    const pair = (name: string): Pair => ({ cert: read(`${name}.pem`), key: read(`${name}.key`) });
    const pairs = {
      good: pair("good"),
      wrongHost: pair("wrong"),
      expired: pair("expired"),
      notYet: pair("notyet"),
      ownLeaf: pair("ownleaf"),
      internet: pair("internet"),
      selfSigned: pair("selfsigned"),
    };
    await use({ ca: read("ca.pem"), ...pairs, folder });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
