#pragma once
#include "models/names.hpp"
#include "models/result.hpp"
#include "models/time.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace models {

enum class Sex { female, male };
template <> inline constexpr auto kNames<Sex> = names<Sex>({{Sex::female, "female"}, {Sex::male, "male"}});

enum class IdType { resident, passport, residence_permit, birth_certificate, household_book, other };
template <>
inline constexpr auto kNames<IdType> = names<IdType>({{IdType::resident, "resident"},
                                                      {IdType::passport, "passport"},
                                                      {IdType::residence_permit, "residence_permit"},
                                                      {IdType::birth_certificate, "birth_certificate"},
                                                      {IdType::household_book, "household_book"},
                                                      {IdType::other, "other"}});

struct ResidentId {
    std::string number; // 18 characters, upper-case X
    Date birth;
    Sex sex{};
};

// GB 11643: length, digits, birth date (not after `today`), check digit. Full-width characters, spaces,
// hyphens and a lower-case x are understood; 15-digit numbers become 18. The first six digits need not be a
// current code. Faults: error.id.length {length}, error.id.characters, error.id.birth, error.id.check_digit,
// at "".
Result<ResidentId> parse_resident_id(std::string_view text, Date today);

// Any paper by type: resident as above; others 3 … 30 letters and digits, upper-cased: error.id.other_paper.
Result<std::string> parse_id_number(IdType, std::string_view text, Date today);

char resident_check_character(std::string_view first17);

// GB 32100, 18 characters of 0-9 A-Z without I O S V Z, with its check character and the inner GB 11714 code.
// Faults: error.code.length {length}, error.code.characters, error.code.check_character.
Result<std::string> parse_unified_code(std::string_view text);

// Chinese mobile or land line after folding: 7 … 15 digits, kept as digits. error.phone.
Result<std::string> parse_phone(std::string_view text);

// Full-width letters, digits and the marks of numbers (．－＋＠) to half-width, full-width and no-break
// spaces to spaces, outer white space trimmed; Chinese commas and brackets stay. Every text input passes
// here.
std::string folded(std::string_view text);
bool is_utf8(std::string_view text); // valid, no NUL, no other C0 control but \n \t \r
// The number of an ID, a card or a mobile phone may stand in it: eleven digits on end or more, or such a
// number in groups ("138 0013 8000", "529903-19630412-0024").
bool holds_a_persons_number(std::string_view text);
std::size_t count_characters(std::string_view utf8);

// What may be shown: 韦*兰, 韦*, 5299 + 14 stars, 138 + 8 stars (domain: experience.md §7).
std::string masked_name(std::string_view name);
std::string masked_id_number(std::string_view number);
std::string masked_phone(std::string_view phone);

} // namespace models
