// What happens at a start before anybody is served.
#include "models/store/accounts.hpp"
#include "models/store/erasure.hpp"
#include "models/store/referrals.hpp"
#include "server/app.hpp"
#include "server/net/server.hpp"
#include "tests/support/temp_folder.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>

using namespace models;
using namespace server;

namespace {

// A draft, as an older backup would hold it.
ReferralId draft_in(store::Connection& connection)
{
    connection.begin();
    ReferralId id;
    {
        store::Writer db(connection);
        store::AccountRow officer;
        officer.actor.role = Role::village;
        officer.actor.area = {520324103207};
        officer.login = "village";
        Referral draft;
        draft.village = officer.actor.area;
        draft.author = store::insert_account(db, officer, system_now());
        draft.household = store::insert_household(db, draft.village, system_now());
        id = store::insert_referral(db, draft, draft.village, system_now());
        db.keep();
    }
    connection.commit();
    return id;
}

} // namespace

BOOST_AUTO_TEST_SUITE(starting)

BOOST_AUTO_TEST_CASE(what_was_erased_since_the_restored_backup_is_erased_again)
{
    const support::TempFolder folder;
    auto config = std::make_shared<Config>();
    config->data_dir = folder.path();
    auto library = make_library(config);
    auto database = open_database(*config, system_now());
    const auto erased = draft_in(*database.writer);
    std::ofstream(erasure_list(*config)) << to_text(erased) << " 1\n";

    const auto parts = parts_of(config, library, std::move(database));

    parts.writer->begin();
    {
        store::Writer db(*parts.writer);
        BOOST_TEST(!store::village_of(db, erased));
        BOOST_TEST(store::list_erasures(db).size() == 1u);
    }
    parts.writer->rollback();
}

BOOST_AUTO_TEST_SUITE_END()
