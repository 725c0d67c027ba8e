#pragma once
#include "models/account.hpp"
#include "models/result.hpp"
#include "models/store/db.hpp"
#include "server/http/library.hpp"
#include <string_view>

// Files of organizations, programs and referrals, taken into the database as docs/formats.md writes them.
namespace server::imports {

enum class Noun { organizations, programs, referrals };

struct Imported {
    std::size_t added = 0;
    std::size_t known = 0; // were there before and stay as they are
};

// `text` is one of them or a list. All faults, each with its pointer into the file; on any the caller drops
// the Writer, so that nothing of the file is kept. Known are an organization by its unified code, a program
// by its organization and code, a referral by an ID number of the household in an open one. `by` reports the
// referrals: an officer whose area covers the villages.
models::Result<Imported> import_text(store::Writer&, const Library&, const models::Actor& by, Noun,
                                     std::string_view text, models::Time now);

} // namespace server::imports
