#pragma once
#include "models/referral.hpp"
#include "server/http/paging.hpp"
#include "server/matches/service.hpp"
#include <nlohmann/json_fwd.hpp>
#include <vector>

// Inside of the two answers about one program: the page and the API's list.
namespace server::matches {

// One family of the list as it may be shown: who it is stays masked.
struct Row {
    const matching::Candidate& candidate;
    referrals::Case found;
    std::size_t rank{};
};
struct Listed {
    const models::Program& program;
    const Ranked& ranked;
    std::vector<Row> rows;
    std::int64_t next{}; // the next page's cursor; 0: this is the last
};

nlohmann::json program_view(const Call&, const Listed&);      // templates/matches/program.html
nlohmann::json program_list_json(const Call&, const Listed&); // the API's list, without `next`

} // namespace server::matches
