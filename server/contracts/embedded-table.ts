/** What a file can say of itself that the hub has a place for. */
export const embeddedFields = [
  ...(['title', 'description', 'altText', 'creator', 'credit', 'notice', 'holder', 'usageTerms', 'rights'] as const),
  ...(['keywords', 'date', 'sublocation', 'city', 'province', 'item', 'sourceType'] as const),
] as const
export type EmbeddedField = (typeof embeddedFields)[number]

export type FieldTags = {
  /** Where it is looked for, best first: exiftool's family 1 groups, all kinds of ID3 as `ID3`. */
  read: readonly string[]
  /** Where it is written in XMP, which every format below takes. */
  xmp: readonly string[]
  /** Where it is written in IPTC-IIM 4.2, and how many bytes of UTF-8 the standard allows; what is longer stands in XMP alone. */
  iim: readonly { tag: string; bytes: number }[]
  /** In the information dictionary of a PDF, and among the atoms (`ilst`) of MP4 and MOV. */
  pdf: readonly string[]
  atoms: readonly string[]
}

/** The one table of metadata in and out; docs/formats.md shows it and is tested against it. */
export const embeddedTable: Readonly<Record<EmbeddedField, FieldTags>> = {
  title: {
    read: [
      ...[
        'XMP-dc:Title',
        'XMP-photoshop:Headline',
        'IPTC:ObjectName',
        'IPTC:Headline',
        'IFD0:XPTitle',
        'ItemList:Title',
      ],
      ...['Keys:Title', 'Keys:DisplayName', 'UserData:Title', 'ID3:Title', 'PDF:Title', 'PNG:Title'],
    ],
    xmp: ['XMP-dc:Title', 'XMP-photoshop:Headline'],
    iim: [{ tag: 'IPTC:ObjectName', bytes: 64 }],
    pdf: ['PDF:Title'],
    atoms: ['ItemList:Title'],
  },
  description: {
    read: [
      ...[
        'XMP-dc:Description',
        'IPTC:Caption-Abstract',
        'IFD0:ImageDescription',
        'ExifIFD:UserComment',
        'IFD0:XPComment',
      ],
      ...['ItemList:LongDescription', 'ItemList:Description', 'ItemList:Comment', 'Keys:Description', 'Keys:Comment'],
      ...['UserData:Description', 'UserData:Comment', 'ID3:Comment', 'PDF:Subject', 'PNG:Description', 'PNG:Comment'],
    ],
    xmp: ['XMP-dc:Description'],
    iim: [{ tag: 'IPTC:Caption-Abstract', bytes: 2000 }],
    pdf: ['PDF:Subject'],
    atoms: ['ItemList:Description'],
  },
  altText: {
    read: ['XMP-iptcCore:AltTextAccessibility'],
    xmp: ['XMP-iptcCore:AltTextAccessibility'],
    iim: [],
    pdf: [],
    atoms: [],
  },
  creator: {
    read: [
      ...['XMP-dc:Creator', 'IPTC:By-line', 'IFD0:Artist', 'IFD0:XPAuthor', 'ItemList:Artist', 'Keys:Artist'],
      ...['Keys:Author', 'UserData:Artist', 'UserData:Author', 'ID3:Artist', 'PDF:Author', 'PNG:Author'],
    ],
    xmp: ['XMP-dc:Creator'],
    iim: [{ tag: 'IPTC:By-line', bytes: 32 }],
    pdf: ['PDF:Author'],
    atoms: ['ItemList:Artist'],
  },
  credit: {
    read: ['XMP-photoshop:Credit', 'IPTC:Credit'],
    xmp: ['XMP-photoshop:Credit'],
    iim: [{ tag: 'IPTC:Credit', bytes: 32 }],
    pdf: [],
    atoms: [],
  },
  notice: {
    read: [
      ...['XMP-dc:Rights', 'IPTC:CopyrightNotice', 'IFD0:Copyright', 'ItemList:Copyright', 'Keys:Copyright'],
      ...['UserData:Copyright', 'ID3:Copyright', 'PNG:Copyright'],
    ],
    xmp: ['XMP-dc:Rights'],
    iim: [{ tag: 'IPTC:CopyrightNotice', bytes: 128 }],
    pdf: [],
    atoms: ['ItemList:Copyright'],
  },
  holder: {
    read: ['XMP-plus:CopyrightOwnerName', 'XMP-xmpRights:Owner'],
    xmp: ['XMP-xmpRights:Owner', 'XMP-plus:CopyrightOwnerName'],
    iim: [],
    pdf: [],
    atoms: [],
  },
  usageTerms: {
    read: ['XMP-xmpRights:UsageTerms', 'XMP-photoshop:Instructions', 'IPTC:SpecialInstructions'],
    xmp: ['XMP-xmpRights:UsageTerms'],
    iim: [{ tag: 'IPTC:SpecialInstructions', bytes: 256 }],
    pdf: [],
    atoms: [],
  },
  rights: {
    read: ['XMP-xmpRights:WebStatement', 'XMP-cc:License', 'XMP-plus:LicensorURL', 'ID3:CopyrightURL', 'XMP-dc:Rights'],
    xmp: ['XMP-xmpRights:WebStatement'],
    iim: [],
    pdf: [],
    atoms: [],
  },
  keywords: {
    read: ['XMP-dc:Subject', 'IPTC:Keywords', 'IFD0:XPKeywords', 'ItemList:Keyword', 'Keys:Keywords', 'PDF:Keywords'],
    xmp: ['XMP-dc:Subject'],
    iim: [{ tag: 'IPTC:Keywords', bytes: 64 }],
    pdf: ['PDF:Keywords'],
    atoms: [],
  },
  date: {
    read: [
      ...['XMP-photoshop:DateCreated', 'ExifIFD:DateTimeOriginal', 'IPTC:DateCreated', 'XMP-exif:DateTimeOriginal'],
      ...['Keys:CreationDate', 'ItemList:ContentCreateDate', 'UserData:ContentCreateDate', 'UserData:DateTimeOriginal'],
      ...['XMP-xmp:CreateDate', 'ID3:RecordingTime', 'ID3:Year', 'QuickTime:CreateDate', 'PDF:CreateDate'],
      ...['PNG:CreationTime', 'PNG:CreateDate'],
    ],
    xmp: ['XMP-photoshop:DateCreated'],
    iim: [{ tag: 'IPTC:DateCreated', bytes: 10 }],
    pdf: [],
    atoms: ['ItemList:ContentCreateDate'],
  },
  sublocation: {
    read: ['XMP-iptcCore:Location', 'IPTC:Sub-location'],
    xmp: [],
    iim: [],
    pdf: [],
    atoms: [],
  },
  city: {
    read: ['XMP-photoshop:City', 'IPTC:City'],
    xmp: ['XMP-photoshop:City'],
    iim: [{ tag: 'IPTC:City', bytes: 32 }],
    pdf: [],
    atoms: [],
  },
  province: {
    read: ['XMP-photoshop:State', 'IPTC:Province-State'],
    xmp: ['XMP-photoshop:State'],
    iim: [{ tag: 'IPTC:Province-State', bytes: 32 }],
    pdf: [],
    atoms: [],
  },
  item: {
    read: ['XMP-dc:Identifier', 'XMP-iptcExt:DigitalImageGUID', 'XMP-xmpMM:OriginalDocumentID'],
    xmp: ['XMP-dc:Identifier', 'XMP-iptcExt:DigitalImageGUID'],
    iim: [],
    pdf: [],
    atoms: [],
  },
  sourceType: {
    read: ['XMP-iptcExt:DigitalSourceType'],
    xmp: ['XMP-iptcExt:DigitalSourceType'],
    iim: [],
    pdf: [],
    atoms: [],
  },
}

/** Beside the fields: structures of places, the zone of a date, the point on the map (decimal degrees, south and west negative). */
export const besideFields = [
  ...['XMP-iptcExt:LocationShown', 'XMP-iptcExt:LocationCreated', 'ExifIFD:OffsetTimeOriginal', 'IPTC:TimeCreated'],
  ...['IPTC:CodedCharacterSet', 'Composite:GPSLatitude', 'Composite:GPSLongitude'],
]
