#pragma once
#include "matching/snapshot.hpp"
#include <boost/multiprecision/cpp_int.hpp>
#include <map>
#include <set>
#include <string>
#include <variant>

// The oracle's own storage: everything a family told, in other types than the engine's and with exact
// fractions of any size.
namespace oracle {

using Number = boost::multiprecision::cpp_rational;

// A calendar day as (12 × year + month, day): stepping by years or months never clamps.
struct Day {
    std::int64_t month{}, day{};
    auto operator<=>(const Day&) const = default;
};
Day day_of(models::Date);
Day day_of(models::Time); // in China
Day later(Day, std::int64_t years, std::int64_t months);
std::int64_t count_of(Day); // days since 1970-01-01

// The digits of a division's code down to its own level.
struct Place {
    std::string digits;
};
bool lies_under(const Place& inner, const Place& outer); // or equal

struct List {
    std::set<std::string> codes;
    bool complete = false;
};
struct Word {
    std::string text;
};
using Value = std::variant<Number, Word, List, Place, Day>;

struct Told {
    Value value;
    Day from;
    std::optional<Day> until; // exclusive
    std::int64_t at{};        // when it was told, in milliseconds
    Day at_day;
};
using Facts = std::map<models::Fact, std::vector<Told>>;

struct Person {
    std::int64_t number{};
    Facts facts;
};

struct Want {
    std::string type;
    std::int64_t member{};
    bool in_money = true;
    models::NeedUnit unit{};
    std::optional<Number> left; // assessed less what is given or promised; nothing: not assessed
    bool open = true;
    Facts facts;
};

struct Given {
    std::string what, illness;
    std::int64_t member{}; // 0: the household
    Number amount;
    Day on;
};

// One family.
struct Book {
    Facts facts;
    std::vector<Person> members;
    bool everyone_listed = false;
    std::vector<Want> wants;
    std::vector<Given> earlier, government;
    bool urgent = false;
    Day first_reported;
    std::optional<Day> confirmed;
    std::vector<std::int64_t> rank; // what settles a tie: when reported, referral, household
};

// What holds for all: the lines, the codes that were replaced, the policy and the moment.
struct World {
    std::vector<models::Standard> lines;
    std::map<std::string, std::string> replaced; // digits by digits
    matching::Policy policy;
    models::Time now{};
};
World world_of(const std::vector<models::Standard>&, const std::map<models::Area, models::Area>& replaced,
               const matching::Policy&, models::Time now);
Book book_of(const matching::Family&);

Place place_of(models::Area);
Place todays(const World&, Place);

} // namespace oracle
