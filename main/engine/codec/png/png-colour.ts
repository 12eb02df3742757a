/**
 * A PNG whose colours are told by gAMA, cHRM or cICP, which libvips does not look at: the same PNG with the profile that says so.
 * Source: PNG, third edition, 4.3 (which chunk counts), 11.3.2.
 */
import { deflateSync } from 'node:zlib'
import { srgbToLinear } from '../../../../core/colour'
import { cicpProfile, gammaProfile, iccProfile, SRGB_PRIMARIES } from '../cicp-profile'
import { chunk, SIGNATURE } from './png-chunks'
import { headChunks } from './png-header'

/** 1 / 2.2 in hundred-thousandths, which stands for sRGB; what lies so near to it does too. */
const [SRGB_GAMMA, NEAR] = [45_455, 600]
/** Chunks that the profile replaces. */
const REPLACED = new Set(['gAMA', 'cHRM', 'cICP'])

/** @returns null where the file has a profile already, or says nothing but sRGB. */
export function pngColour(bytes: Uint8Array): { bytes: Uint8Array; note: string } | null {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks = headChunks(png)
  const header = chunks.get('IHDR')
  if (header === undefined || header.length < 13) return null
  const isGrey = header[9] === 0 || header[9] === 4
  const told = profileOf(chunks, isGrey)
  if (told === null) return null
  const content = Buffer.concat([Buffer.from('by numbers\0\0', 'latin1'), deflateSync(told.profile)])
  return { bytes: withProfile(png, chunk('iCCP', content)), note: told.note }
}

function profileOf(chunks: ReadonlyMap<string, Buffer>, isGrey: boolean): { profile: Buffer; note: string } | null {
  const cicp = chunks.get('cICP')
  if (cicp !== undefined && cicp.length === 4) return cicpProfile({ primaries: cicp[0]!, transfer: cicp[1]! }, isGrey)
  if (chunks.has('iCCP') || chunks.has('sRGB')) return null
  const gamma = chunks.get('gAMA')?.length === 4 ? chunks.get('gAMA')!.readUInt32BE(0) : 0
  const xy = isGrey ? null : chromaticities(chunks.get('cHRM'))
  const isOdd = gamma > 0 && Math.abs(gamma - SRGB_GAMMA) > NEAR
  if (!isOdd && xy === null) return null
  const primaries = xy ?? SRGB_PRIMARIES
  const profile = isOdd ? gammaProfile(primaries, gamma / 100_000, isGrey) : iccProfile(primaries, srgbToLinear, isGrey)
  return { profile, note: `${isOdd ? `Gamma ${(100_000 / gamma).toFixed(2)}` : 'Its own primaries'} converted to sRGB.` }
}

/** Null where there are none, or they are sRGB's or none at all. */
function chromaticities(chrm: Buffer | undefined): typeof SRGB_PRIMARIES | null {
  if (chrm?.length !== 32) return null
  const [xw, yw, ...rest] = Array.from({ length: 8 }, (_, i) => chrm.readUInt32BE(i * 4) / 100_000)
  const xy = [...rest, xw!, yw!] as unknown as typeof SRGB_PRIMARIES
  const isSrgb = xy.every((value, i) => Math.abs(value - SRGB_PRIMARIES[i]!) < 0.002)
  const isSane =
    xy.every((value) => value > 0 && value < 1) && Math.abs((xy[2] - xy[0]) * (xy[5] - xy[1]) - (xy[4] - xy[0]) * (xy[3] - xy[1])) > 0.01
  return isSrgb || !isSane ? null : xy
}

/** Behind the header; what it replaces is left out. */
function withProfile(png: Buffer, profile: Buffer): Buffer {
  const parts: Buffer[] = [SIGNATURE]
  for (let at = SIGNATURE.length; at + 8 <= png.length;) {
    const type = png.toString('latin1', at + 4, at + 8)
    const end = Math.min(png.length, at + 12 + png.readUInt32BE(at))
    if (type === 'IDAT') {
      parts.push(png.subarray(at))
      break
    }
    if (!REPLACED.has(type)) parts.push(png.subarray(at, end))
    if (type === 'IHDR') parts.push(profile)
    at = end
  }
  return Buffer.concat(parts)
}
