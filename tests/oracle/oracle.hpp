#pragma once
#include "matching/match.hpp"
#include "tests/oracle/judge.hpp"

// A slow, obvious matcher written from the documents (docs/formats.md, docs/decisions), to compare the engine
// with. It shares the engine's types for what comes out, and none of its code.
namespace oracle {

struct Judged {
    Verdict verdict{};
    matching::Standing standing{};
    std::vector<matching::ObstacleFound> obstacles;
    matching::AwardFound award;
    matching::Score score;
    std::optional<std::size_t> priority_group;
    std::vector<Verdict> lines; // the rule's parts one by one
};
Judged judged(const World&, const Book&, std::size_t need, const models::Program&);

struct Ranked {
    std::size_t other{}; // the program, or the family
    std::size_t need{};
    Judged judged;
};
std::vector<Ranked> programs_for(const World&, const Book&, const std::vector<models::Program>&);
std::vector<Ranked> families_for(const World&, const std::vector<Book>&, const models::Program&);

matching::Severity severity(const World&, const Book&);

// What the program would give, and what keeps it from giving that.
struct Gift {
    matching::AwardFound found;
    bool no_case = false, below_minimum = false, cap_used = false, no_budget = false;
};
Gift gift(const Judge&, const models::Program&);

// Help given before by this program or others, as caps and exclusions count it.
bool within(const World&, const models::Program&, const std::string& period, Day given);
bool may_be_same_person(const Given&, const Want&);
struct Left {
    bool used = false;
    std::optional<Number> money;
};
Left left_by_caps(const Judge&, const models::Program&);

Verdict served(const Judge&, const models::Program&);
std::vector<matching::ObstacleFound> obstacles(const Judge&, const models::Program&, const Gift&);
matching::Score score(const Judge&, const models::Program&, const Gift&);

// A rule's parts one by one: the parts of an `all`, also of what is asked of the person, where that is known.
struct Line {
    const models::Rule* rule{};
    const Person* person{};
    Verdict verdict{};
};
std::vector<Line> lines(const Judge&, const models::Rule&);

// Could what is asked yet come about? Not what is fixed, lies in the past or is a finding of a doctor.
bool may_become(const Judge&, const models::Rule&, const Person*, Verdict wanted);

std::int64_t whole(const Number&); // rounded down
std::int64_t permille(const Number& part, const Number& of);

} // namespace oracle
