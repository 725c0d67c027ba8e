#pragma once
#include "matching/policy.hpp"
#include "matching/shared_list.hpp"
#include "models/program.hpp"
#include "models/referral.hpp"
#include "models/standard.hpp"
#include <memory>
#include <vector>

namespace matching {

// Help a household or one of its members already had: for caps, must-not-have rules and top-ups.
struct EarlierHelp {
    std::string what;      // a program's code or a kind of aid
    std::int64_t member{}; // 0: the household
    std::string illness;   // for caps per illness; may be empty
    models::Money amount;
    models::Date on{};
};

// One referral as the engine sees it. Names, numbers and addresses in it are never read.
struct Family {
    models::ReferralId referral;
    models::Household household;
    models::Urgency urgency{};
    models::Time first_reported{}; // "first_entry" of needs that carry none themselves
    std::optional<models::Time> confirmed;
    std::vector<EarlierHelp> earlier;
};

// What holds for every pair of one run.
struct Ground {
    std::shared_ptr<const models::Divisions> divisions;
    std::shared_ptr<const models::Standards> standards;
    std::shared_ptr<const Policy> policy;
    models::Time as_of{};
};

struct FamilyIndex {
    std::size_t value{};
    bool operator==(const FamilyIndex&) const = default;
};
struct ProgramIndex {
    std::size_t value{};
    bool operator==(const ProgramIndex&) const = default;
};

// What is other than in a snapshot. Each referral and each program once.
struct Changes {
    std::vector<Family> families; // new, or in place of what was known of the referral
    std::vector<models::ReferralId> left;
    std::vector<models::Program> programs; // new, or in place of the one with the same id
    std::vector<models::ProgramId> ended;
};

// Everything one run may know. Immutable after build; may be shared by threads.
class Snapshot {
public:
    static Snapshot build(std::vector<Family>, std::vector<models::Program>, Ground);
    // The same snapshot about other families; programs stay compiled and shared.
    Snapshot with(std::vector<Family>) const;
    Snapshot with(SharedList<Family>) const;
    // Of a snapshot with families in the order of their referrals and programs in the order of their ids: the
    // one that would be built in that order of what is so now. What did not change is shared.
    Snapshot with(Changes) const;
    // The same again at another instant: what is compiled does not depend on it.
    Snapshot at(models::Time as_of) const
    {
        Snapshot later = *this;
        later.ground_.as_of = as_of;
        return later;
    }

    const SharedList<Family>& families() const { return families_; }
    const SharedList<models::Program>& programs() const;
    const Ground& ground() const { return ground_; }

    struct Compiled; // compile.hpp
    const Compiled& compiled() const { return *compiled_; }

private:
    SharedList<Family> families_;
    std::shared_ptr<const Compiled> compiled_;
    Ground ground_;
};

} // namespace matching
