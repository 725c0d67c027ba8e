// Files kept with deliveries and consents, in both databases: sealed apart from what lists read.
#include "models/store/attachments.hpp"
#include "models/store/consents.hpp"
#include "models/store/seal.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace models;
using support::at_minute;

namespace {

struct Signed {
    explicit Signed(store::Backend backend) : db(backend) {}
    support::TestDb db;
    AccountId by = given::account(db, "officer");
    ReferralId referral = given::reported(db, by);
    ConsentId consent = db.write([&](store::Writer& writer) {
        return store::insert_consent(writer, {.referral = referral,
                                              .text_version = "1",
                                              .given = "{}",
                                              .from = day_of(at_minute(0)),
                                              .until = day_of(at_minute(0)),
                                              .recorded_by = by,
                                              .recorded_at = at_minute(0)});
    });

    AttachmentId add(std::string_view content)
    {
        return db.write([&](store::Writer& writer) {
            return store::insert_attachment(writer,
                                            {.referral = referral,
                                             .consent = consent,
                                             .kind = AttachmentKind::pdf,
                                             .bytes = std::ssize(content),
                                             .sha256 = store::sha256(content),
                                             .added_by = by,
                                             .added_at = at_minute(5)},
                                            content);
        });
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(attachments)

BOOST_AUTO_TEST_CASE(a_hash_is_that_of_the_standard)
{
    BOOST_TEST(store::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

BOOST_DATA_TEST_CASE(a_file_of_five_megabytes_comes_back_byte_for_byte, support::kBoth, backend)
{
    Signed world(backend);
    std::string content(5 * 1024 * 1024, '\0');
    for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i * 31 + i / 256);
    const auto id = world.add(content);

    world.db.read([&](store::Reader& reader) {
        const auto rows = store::attachments_of(reader, world.consent);
        BOOST_REQUIRE(rows.size() == 1U);
        BOOST_TEST((rows.front().id == id));
        BOOST_TEST((rows.front().kind == AttachmentKind::pdf));
        BOOST_TEST(rows.front().sha256 == store::sha256(content));
        BOOST_TEST((rows.front().added_at == at_minute(5)));
        BOOST_TEST((store::attachment_content(reader, id) == content));
        BOOST_TEST(store::find_attachment(reader, {id.value + 1}).has_value() == false);
        BOOST_TEST(store::attachments_of(reader, DeliveryId{7}).empty());
    });
}

BOOST_DATA_TEST_CASE(its_bytes_are_sealed_to_their_place, support::kBoth, backend)
{
    Signed world(backend);
    const auto one = world.add("%PDF-1.7 the family's signature"), other = world.add("%PDF-1.7 another");
    const auto sealed = [&](AttachmentId id) {
        return world.db.value_of("SELECT sealed FROM attachment_content WHERE attachment_id = :id",
                                 {{"id", id}});
    };
    BOOST_TEST(!sealed(one).contains("signature"));
    world.db.connection().execute("test.move", "UPDATE attachment_content SET sealed = '" + sealed(one) +
                                                   "' WHERE attachment_id = " + to_text(other));
    world.db.read([&](store::Reader& reader) {
        BOOST_CHECK_THROW(store::attachment_content(reader, other), store::SealBroken);
    });
}

BOOST_DATA_TEST_CASE(it_belongs_to_exactly_one_record, support::kBoth, backend)
{
    Signed world(backend);
    const auto id = world.add("%PDF-");
    BOOST_CHECK_THROW(
        world.db.connection().execute("test.neither",
                                      "UPDATE attachment SET consent_id = NULL WHERE id = " + to_text(id)),
        store::DatabaseError);
}

BOOST_AUTO_TEST_SUITE_END()
