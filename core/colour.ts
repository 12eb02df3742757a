/** The transfer function of sRGB, both ways (IEC 61966-2-1). */

/** @param encoded 0..1 @returns light, 0..1 */
export const srgbToLinear = (encoded: number): number => (encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4)

/** @param light 0..1 @returns encoded, 0..1 */
export const linearToSrgb = (light: number): number => (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)
