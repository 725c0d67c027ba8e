#include "server/population/then.hpp"
#include "models/store/programs.hpp"
#include "server/log/log.hpp"
#include "server/population/family.hpp"
#include "server/programs/document.hpp"

namespace server::population {

using namespace matching;
using namespace models;

namespace {

std::optional<Program> read(const store::Earlier& earlier, const Library& library)
{
    if (!earlier.row) return {};
    auto program = programs::program_then(*earlier.row, library.named_rules);
    if (program) return *std::move(program);
    log(Level::error, "program.unreadable",
        {{"program", to_text(earlier.id)}, {"fault", program.error().faults.front().key}});
    return {};
}

} // namespace

Snapshot programs_then(store::Reader& db, const Generation& now, const Library& library, Time at)
{
    Changes changes;
    for (const auto& earlier : store::programs_otherwise(db, at)) {
        auto program = read(earlier, library);
        if (program && programs::is_matchable(*program))
            changes.programs.push_back(*std::move(program));
        else
            changes.ended.push_back(earlier.id);
    }
    return now.snapshot.with(SharedList<Family>()).with(std::move(changes)).at(at);
}

std::optional<Family> family_then(store::Reader& db, const Referral& referral, Time at)
{
    if (!referral.reported_at || *referral.reported_at > at) return {};
    const auto text = store::find_document_at(db, referral.id, at);
    if (!text) return {};
    referrals::Case then{referral, referrals::read_written(*text)};
    referrals::set_promised(then.document.body.household, store::promised_at(db, referral.id, at));
    then.referral.urgency = then.document.body.urgency;
    if (then.referral.confirmed_at && *then.referral.confirmed_at > at) then.referral.confirmed_at.reset();
    return family_of(then);
}

} // namespace server::population
