export const LEARN_HELP = `usage: chromapatch learn PHOTO --patch X,Y,W,H [--patch …] [--subtract X,Y,W,H …] --name NAME --out COLOUR.json
                          [--model MODEL] [--threshold T] [options of the model] [--gate SHAPE] [--clean "STEP, …"]
                          [--with COLOUR.json …] [--damaged] [--threads N] [--json]

Learns a colour from patches of a photo and keeps it as numbers, with where it was learned as a note.
chromapatch run asks it of any photo: nothing is learned anew there. Patches, models, options and steps are those of chromapatch segment.

  --name NAME      what the colour is called in tables
  --out FILE       the file of the colour, .json
  --with FILE      pools the numbers with those of a colour that was learned before on another photo; several are allowed
  --json           prints one JSON object
`

export const GATHER_HELP = `usage: chromapatch gather FOLDER … --results FILE.csv|jsonl|xlsx [--json]

Makes one table of the rows that chromapatch run --results left in its output folders, on one machine or on many.
A photo that was done twice is one row. Areas that are outliers among all rows are marked.

  --results FILE   the table: CSV (RFC 4180), JSON Lines or XLSX, by the ending
  --json           prints how many rows are done, doubtful and failed as one JSON object
`
