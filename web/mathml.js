// What is taken over of a formula's MathML: what MathJax writes. Anything else an export might hold
// (scripts, links, handlers, HTML) is not.

export const MATHML = "http://www.w3.org/1998/Math/MathML";

export const MATHML_ELEMENTS = new Set(("math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom " +
  "msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd mlabeledtr menclose semantics " +
  "mfenced").split(" "));

export const MATHML_ATTRIBUTES = new Set(("display displaystyle scriptlevel mathvariant stretchy fence separator accent " +
  "accentunder linethickness columnalign rowalign columnspacing rowspacing width height depth lspace rspace minsize maxsize " +
  "movablelimits notation symmetric open close").split(" "));
