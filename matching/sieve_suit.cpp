#include "matching/pair.hpp"
#include "matching/sieve_inside.hpp"
#include <algorithm>
#include <set>

// Who need not be looked at before one program.
namespace matching {

using namespace models;

namespace {

// Lines of one program's rule before the rows of one county. What nobody asks there by bit is asked here.
class Lines {
public:
    Lines(const Sieve::Inside& in, const Asking& asking, const Region& region, const People& people)
        : in_(in), asking_(asking), region_(region), people_(people)
    {
    }

    // Who fails in two lines does not come near, nor who fails in one for good.
    bool may_suit(const Row& row, const Whom& whom) const
    {
        int refusing = 0;
        for (const auto id : row.names_person ? asking_.lines : asking_.lines_of_nobody) {
            const auto told = this->told(id, row, whom);
            if (told == Told::no || (told == Told::may_come && ++refusing > 1)) return false;
        }
        return true;
    }

private:
    // What no bit tells is not looked into further.
    Told told(ConditionId id, const Row& row, const Whom& whom) const
    {
        if (region_.answers(id, row.block)) {
            const auto bit = region_.bit[id];
            return told_in(row.answers[bit.whose], region_.words[bit.whose], bit.bit);
        }
        const auto verdict =
            answer(in_.asked->conditions[id], in_.snapshot.ground(), people_[whom], row.need);
        return verdict == Verdict::no        ? Told::may_come
               : verdict == Verdict::unknown ? Told::unknown
                                             : Told::yes;
    }

    const Sieve::Inside& in_;
    const Asking& asking_;
    const Region& region_;
    const People& people_;
};

} // namespace

std::optional<std::vector<FamilyIndex>> Sieve::may_suit(ProgramIndex program) const
{
    const auto& in = *inside_;
    const auto people = in.people();
    const auto& asking = *in.asked->programs[in.asked->number_of.at(program.value)];
    std::set<std::string_view> types;
    for (const auto& purpose : asking.program().purposes) types.insert(purpose.need);
    std::set<std::size_t> found;
    for (const auto& county : in.counties) {
        if (!serves_some(asking, county->region->county)) continue;
        const Lines lines(in, asking, *county->region, people);
        for (const auto type : types) {
            const auto block = county->region->block_for(type);
            if (!block) return {}; // needs of this type have no rows here
            county->for_rows(*block, [&](const Row& row, const Whom& whom) {
                if (lines.may_suit(row, whom)) found.insert(people.index_of(whom));
            });
        }
    }
    for (const auto& one : in.elsewhere) found.insert(people.index_of(one.whom));
    std::vector<FamilyIndex> families;
    for (const auto index : found) families.push_back({index});
    return families;
}

} // namespace matching
