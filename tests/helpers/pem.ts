/**
 * Certificates and keys for tests that may start no program, each in DER as base64. Nothing trusts them, and they protect
 * nothing.
 */

/** A certificate that signs itself. */
export const CERTIFICATE_A =
  "MIIBejCCAR+gAwIBAgIUEmdagnRrPu0OjBVgB/jAMFnZuWswCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGYS50ZXN0MCAXDTI2" +
  "MTEyMzIwNDg1OVoYDzIxMjYxMDMwMjA0ODU5WjARMQ8wDQYDVQQDDAZhLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC" +
  "AATRN3rrNQIyySVLzg4E6gC3Z9whuEPIlev3ZxkAsqNTWz/dme7Qpc164Gb2PDv9tgV28isMt1TykhoW4rbVMQ15o1MwUTAd" +
  "BgNVHQ4EFgQU6Sj+YMRYs7S7UvGQULEsAoYHuKQwHwYDVR0jBBgwFoAU6Sj+YMRYs7S7UvGQULEsAoYHuKQwDwYDVR0TAQH/" +
  "BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAoPfl5q9ev+rpAWK7v0BhShjtwvCqBewoj//IZpwVgYcCIQDh5o93G9+QAskq" +
  "0+Ju9dqPMv8O66+iutfbCRzxoW2BDQ==";

/** Its key, as PKCS #8. */
export const KEY_A =
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgN5lr7vxoD7tliGM19CoHhjSRFEMq79jPL9AYAgBWR72hRANC" +
  "AATRN3rrNQIyySVLzg4E6gC3Z9whuEPIlev3ZxkAsqNTWz/dme7Qpc164Gb2PDv9tgV28isMt1TykhoW4rbVMQ15";

/** Its key, as SEC 1 (RFC 5915). */
export const OLD_KEY_A =
  "MHcCAQEEIDeZa+78aA+7ZYhjNfQqB4Y0kRRDKu/Yzy/QGAIAVke9oAoGCCqGSM49AwEHoUQDQgAE0Td66zUCMsklS84OBOoA" +
  "t2fcIbhDyJXr92cZALKjU1s/3Znu0KXNeuBm9jw7/bYFdvIrDLdU8pIaFuK21TENeQ==";

/** Another certificate. */
export const CERTIFICATE_B =
  "MIIBeDCCAR+gAwIBAgIUJZAm1E8kU/veC/8HM/cVkekDz0swCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGYi50ZXN0MCAXDTI2" +
  "MTEyMzIwNDg1OVoYDzIxMjYxMDMwMjA0ODU5WjARMQ8wDQYDVQQDDAZiLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC" +
  "AATAkgrJyc6iDwo5k+6Dz3VVIF7MNe8smvWgKejMqBb9XbIEJLAQ9feDX5sGbt9+OqiB8pKuQcSviggQa7xhlE7eo1MwUTAd" +
  "BgNVHQ4EFgQU5kAUR2GTsJ9FYunSrtbEhtMbvokwHwYDVR0jBBgwFoAU5kAUR2GTsJ9FYunSrtbEhtMbvokwDwYDVR0TAQH/" +
  "BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBsfQv6cAEKkFcxeTrW+9waNUsbd7hkTL1XYP7IZxR7ZgIgCU+D2xfPqZZ+9AEy" +
  "19phFhuo3TYIpCoR0xh55O9gOpA=";

/** PEM, as openssl writes it. */
export function pem(label: string, der: string): string {
  const lines = der.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
