/** Files of figures and shapes of a mask. What is in them is in main/engine/export/figure-files.ts. */
import type { FigureFormat } from '../../contract/exports'

export interface FigureFile {
  /** Of the dialog that asks where it goes. */
  readonly title: string
  /** What the kind of file is called. */
  readonly name: string
  /** Of file names, without the dot. */
  readonly ending: string
  /** What `{content}` is in a name. */
  readonly word: string
  /** The flag of the command line that asks for it; the ending says which, where a flag writes several. */
  readonly flag: 'measure' | 'contours' | 'rle' | 'coco' | 'labels'
}

export const figureFiles: Readonly<Record<FigureFormat, FigureFile>> = {
  csv: { title: 'Export Measurements', name: 'CSV table', ending: 'csv', word: 'objects', flag: 'measure' },
  json: { title: 'Export Measurements', name: 'JSON', ending: 'json', word: 'objects', flag: 'measure' },
  svg: { title: 'Export Contours', name: 'SVG drawing', ending: 'svg', word: 'contours', flag: 'contours' },
  geojson: { title: 'Export Contours', name: 'GeoJSON', ending: 'geojson', word: 'contours', flag: 'contours' },
  rle: { title: 'Export Run Lengths', name: 'COCO RLE', ending: 'json', word: 'rle', flag: 'rle' },
  coco: { title: 'Export Data Set', name: 'COCO data set', ending: 'json', word: 'coco', flag: 'coco' },
  labels: { title: 'Export Classes', name: 'PNG of classes', ending: 'png', word: 'classes', flag: 'labels' },
}
