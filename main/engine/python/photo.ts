/** The part of a script that reads the photo, and says where OpenCV would read another. */

export interface PhotoFacts {
  /** Its name alone. */
  readonly name: string
  readonly width: number
  readonly height: number
  /** What was converted on opening. */
  readonly notes: readonly string[]
  /** Of the upright RGB bytes, row by row, hexadecimal. */
  readonly pixelsSha256: string
}

/** A Python string literal: JSON's escapes are Python's, and a line of Python ends with no other character than JSON escapes. */
export const quoted = (text: string): string => JSON.stringify(text)

export function photoLines({ name, width, height, notes, pixelsSha256 }: PhotoFacts): string[] {
  return [
    `PHOTO = sys.argv[1] if len(sys.argv) > 1 else ${quoted(name)}`,
    'MASK = sys.argv[2] if len(sys.argv) > 2 else Path(PHOTO).stem + "-mask.png"',
    '',
    '# The photo: 8 bits a channel, without alpha, turned upright as its EXIF data says.',
    ...notes.map((note) => `# In Chromapatch: ${note}`),
    'try:',
    '    bgr = cv2.imdecode(np.fromfile(PHOTO, np.uint8), cv2.IMREAD_COLOR)',
    'except (OSError, cv2.error) as error:',
    '    sys.exit(f"{PHOTO}: {error}")',
    'if bgr is None:',
    '    sys.exit(f"{PHOTO}: OpenCV {cv2.__version__} cannot read this format. Save the photo as PNG first.")',
    "# OpenCV applies no colour profile, and not every file's orientation: then the pixels are others, and so may be the mask.",
    `PIXELS = ${quoted(pixelsSha256)}`,
    `if bgr.shape != (${height}, ${width}, 3) or hashlib.sha256(bgr[:, :, ::-1].tobytes()).hexdigest() != PIXELS:`,
    '    print("note: OpenCV reads other pixels from this file than Chromapatch did. Save it as an sRGB PNG first.", file=sys.stderr)',
  ]
}
