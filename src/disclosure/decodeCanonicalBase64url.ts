/** The bytes of a text in the one canonical spelling (RFC 4648, section 5, no padding, unused bits zero), else null. */
export function decodeCanonicalBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
