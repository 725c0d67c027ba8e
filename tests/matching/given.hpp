#pragma once
#include "matching/match.hpp"
#include "tests/models/rules.hpp"
#include <initializer_list>
#include <string>

// A family, a program and a day: what a test of the engine begins with.
namespace given {

using namespace models;
using matching::Candidate;
using matching::Family;
using matching::Verdict;

inline constexpr Area kVillage{520324103207};
inline constexpr Area kCounty{520324000000};
inline constexpr Area kOtherCounty{520525000000};
inline const Rule kRelocated = rules::number(Fact::relocated, Op::is, 1);
inline const Rule kDibao = rules::codes(Fact::layers, Op::has, {"dibao"});
inline const Date kToday{std::chrono::year{2026} / 11 / 24};

Date date(const char* text);                           // "2026-11-24"
CodeList listed(std::vector<std::string> codes);       // and nothing more
CodeList among_others(std::vector<std::string> codes); // there may be more

void tell(FactRecords&, Fact, FactValue); // as it always was
void tell_from(FactRecords&, const char* from, Fact, FactValue, const char* told = "2020-01-01");
Member& add_member(Family&);

// Member 1 needs 30,000 yuan for medical costs; everyone is listed; the family lives in a village in the
// country.
Family family();
Need& need(Family&);
FactRecords& facts(Family&);
FactRecords& of_member(Family&, std::int64_t number);

// Open, for everybody, everywhere: 5,000 yuan.
Program program(Rule = {});
Program paying(AwardAmount);

// Today; the lines of 2024.
matching::Ground ground();
Verdict verdict(const Family&, const Rule&);
Verdict verdict(const matching::Ground&, const Family&, const Rule&);
Candidate candidate(const Family&, const Program&);
bool has(const Candidate&, matching::Obstacle);
inline Money yuan(std::int64_t amount) { return {amount * 100}; }

} // namespace given
