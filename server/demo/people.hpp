#pragma once
#include "models/household.hpp"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Invented people for the demo: names, ID numbers of the unassigned prefix 5299 with right check digits,
// telephone numbers of a range that is not given out. The same seed gives the same people.
namespace server::demo {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::int64_t between(std::int64_t low, std::int64_t high); // both included
    bool in(std::int64_t percent) { return between(1, 100) <= percent; }
    template <class T> const T& pick(const std::vector<T>& from)
    {
        return from[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(from.size()) - 1))];
    }

private:
    std::uint64_t next();
    std::uint64_t state_;
};

std::string surname(Dice&);
std::string given_name(Dice&, models::Sex);
models::Date birthday(Dice&, int age, models::Date today);     // someone who is `age` full years old today
std::string id_number(Dice&, models::Date birth, models::Sex); // 5299…
std::string phone(Dice&);                                      // 190 0000 xxxx

// A member with name, ID number, birth date and sex.
models::Member person(Dice&, std::int64_t number, const std::string& surname, models::Sex, int age,
                      models::Date today);

// A fact as the family told it on that day.
models::FactRecord known(models::Fact, models::FactValue, models::Date since, models::Time recorded);
models::FactValue yes_no(bool);
models::FactValue code(std::string_view);
models::FactValue codes(std::vector<std::string>, bool complete = true);

} // namespace server::demo
