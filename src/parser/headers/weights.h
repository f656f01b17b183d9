// How much each piece of evidence says for a review's beginning, in one table.
//
// The unit is that of log odds: a line begins a review where the sum of what speaks for it and
// against it is at least kLeastScore. Ranges are those between which the labelled documents do not
// tell the difference.
#pragma once

namespace skira::weights {

// --- Words of a header's line (header_line.cpp). A line's prelude is the beginning with the
// greatest sum, so that what is unknown costs and evidence behind it pays.
inline constexpr double kDate = 2.5;           // 2 to 3; a full date is rare at a line's beginning
inline constexpr double kUnreadable = 1.3;     // 1.2 to 1.5; a short line with a date, else unread
inline constexpr double kDateRest = 1.5;       // 1 to 2; digits that were a date
inline constexpr double kSeriesWord = 1.5;     // 1 to 2; "paper", "daily", the author's name
inline constexpr double kNumbered = 4.0;       // 3.5 to 5; "Review 12" with a separator behind it
inline constexpr double kNumber = 2.0;         // 1.5 to 2.5; "no. 12", "paper 12"
inline constexpr double kLearned = 1.5;        // 1 to 2; a word of this document's own headers
inline constexpr double kJoiner = 0.3;         // 0 to 0.5; "of", "left", names behind "of"
inline constexpr double kEmoji = 0.4;          // 0 to 1; banners open with pictographs
inline constexpr double kStamp = 3.5;          // 3 to 4.5; a chat's stamp: writer, date, time
inline constexpr double kStampTime = 1.5;      // 1.2 to 2; the same without a date
inline constexpr double kUnknownWord = -1.5;   // -2 to -1; a Hebrew word that no header has
inline constexpr double kUnknownLatin = -2.0;  // -3 to -1.5; titles are Latin
inline constexpr double kForeignWord = -0.3;   // -0.6 to 0; banners misread as Chinese or Arabic
inline constexpr double kBareNumber = -0.5;    // -1 to 0

// --- The lines around it (segmentation.cpp).
inline constexpr double kLatinTitle = 1.5;     // 1 to 2; in the header or right below
inline constexpr double kOtherTitle = 0.7;     // 0.3 to 1; a short line in Hebrew
inline constexpr double kNoTitle = -1.0;       // -1.5 to -0.5
inline constexpr double kLinkAbove = 2.0;      // 1.5 to 2.5; the review before closed with a link
inline constexpr double kNoLinkAbove = -2.0;   // -3 to -1.5; times the share of those that close so
inline constexpr double kDocumentStart = 2.0;  // 1.5 to 3
inline constexpr double kBlankAbove = 0.3;     // 0 to 0.5
inline constexpr double kGluedAbove = -0.7;    // -1 to -0.3; text right above
inline constexpr double kHash = 0.7;           // 0.5 to 1.5; printed as a heading
inline constexpr double kShortSentence = -1.5;  // -2 to -1; behind the prelude: a Hebrew clause
inline constexpr double kSentence = -4.5;       // -6 to -4; behind the prelude: Hebrew prose
inline constexpr double kListItem = -2.5;       // -4 to -2; the line is an item of a list
inline constexpr double kProseBelow = 0.7;      // 0.5 to 1; Hebrew text follows
inline constexpr double kTitleAlone = 1.6;      // 1.3 to 2; a line that is nothing but a title
inline constexpr double kLinkedHeading = 3.5;   // 3 to 4; a heading that is a link to a paper
inline constexpr double kLeastMark = 1.2;       // 1 to 1.5; of a line's words to be looked at

inline constexpr double kLeastScore = 4.5;  // 4.2 to 5

// --- Lines of one shape that recur (entries.cpp): how much says that each opens a review. Shares
// are of the lines of the shape.
inline constexpr double kMostEntries = 0.66;    // 0.6 to 0.8; what fewer have says nothing
inline constexpr double kEntryLink = 2.0;       // 1.5 to 2.5; a paper's link in the text below
inline constexpr double kEntryOtherLink = 1.2;  // 1 to 1.5; another link alone on its line
inline constexpr double kEntryDate = 1.5;       // 1 to 2
inline constexpr double kEntryWriter = 1.5;     // 1 to 2
inline constexpr double kEntryLabel = 2.0;      // 1.5 to 2.5; a title behind a label of its own
inline constexpr double kEntryTitle = 1.0;      // 0.7 to 1.3; a Latin title that is set off
inline constexpr double kEntryRule = 0.7;       // 0.5 to 1; a rule above each but the first
inline constexpr double kEntryClosed = 0.7;     // 0.5 to 1; a link is the last line of each
inline constexpr double kEntrySetOff = 0.5;     // 0.3 to 0.7; the line is marked as an opening
inline constexpr double kCounted = 1.0;         // 0.7 to 1.3; numbers or letters that grow by one
inline constexpr double kDatesInOrder = 0.3;    // 0 to 0.5
inline constexpr double kReviewAbove = -3.0;    // -4 to -2; a paper's link above the first
inline constexpr double kTextAbove = -1.0;      // -1.5 to -0.5; much text above the first
inline constexpr double kLeastEntries = 3.0;    // 2.8 to 3.3
inline constexpr double kSureEntries = 4.0;     // 3.8 to 4.5; below, each division gets a warning
inline constexpr double kEntry = 7.0;           // 6.5 to 8; of the words of a header known so

// --- Two reviews, one right behind the other.
inline constexpr double kNoTextBetween = -6.0;  // -8 to -4; a header without a review
inline constexpr double kLittleText = -2.0;     // -3 to -1; less than kLittle letters
inline constexpr double kDatesGrow = 1.0;       // 0.5 to 1.5; by a month at most
inline constexpr double kDatesFall = -1.5;      // -2 to -1
inline constexpr double kNextNumber = 2.0;      // 1.5 to 3; the number before and one
inline constexpr double kNumbersGrow = 0.5;     // 0 to 1
inline constexpr double kNumbersFall = -1.5;    // -2 to -1
inline constexpr int kLittle = 60;              // letters

}  // namespace skira::weights
