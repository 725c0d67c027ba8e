// What a file is, is told by its bytes; what a picture tells beside itself is gone.
#include "models/store/seal.hpp"
#include "server/attachments/content.hpp"
#include "tests/server/attachments/pictures.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using models::AttachmentKind;
using server::attachments::checked;
using server::attachments::kMostBytes;

static std::string why(const std::string& bytes)
{
    const auto content = checked(bytes);
    return content ? std::string() : content.error().faults.front().key;
}

BOOST_AUTO_TEST_SUITE(contents)

BOOST_AUTO_TEST_CASE(a_photo_keeps_what_draws_it)
{
    const auto content = checked(photo(1));
    BOOST_REQUIRE(content.has_value());
    BOOST_TEST((content->kind == AttachmentKind::jpeg));
    BOOST_TEST((content->bytes == plain_photo()));
    BOOST_TEST(content->sha256 == store::sha256(plain_photo()));
}

BOOST_AUTO_TEST_CASE(a_photo_still_stands_the_right_way_up)
{
    for (unsigned orientation = 2; orientation <= 8; ++orientation) {
        const auto content = checked(photo(orientation));
        BOOST_REQUIRE(content.has_value());
        BOOST_TEST(!content->bytes.contains(kPlace));
        BOOST_TEST(!content->bytes.contains("preview"));
        BOOST_TEST(content->bytes.size() == plain_photo().size() + 36);
        const auto again = checked(content->bytes); // its own little Exif is read as any other
        BOOST_REQUIRE(again.has_value());
        BOOST_TEST((again->bytes == content->bytes));
    }
    BOOST_TEST((checked(photo(9))->bytes == plain_photo()));
}

BOOST_AUTO_TEST_CASE(a_drawing_keeps_what_draws_it)
{
    const auto content = checked(drawing());
    BOOST_REQUIRE(content.has_value());
    BOOST_TEST((content->kind == AttachmentKind::png));
    BOOST_TEST((content->bytes == plain_drawing()));
}

BOOST_AUTO_TEST_CASE(a_document_stays_as_it_is)
{
    BOOST_TEST((checked(document())->kind == AttachmentKind::pdf));
    BOOST_TEST((checked(document())->bytes == document()));
    BOOST_TEST(why("%PDF-1.7 cut off") == "error.attachment.broken");
}

BOOST_AUTO_TEST_CASE(other_kinds_are_refused_whatever_they_are_called)
{
    for (const auto& bytes :
         {std::string("<svg onload=\"x\"/>"), std::string("<html>"), std::string("GIF89a"),
          std::string("PK\x03\x04"), std::string("MZ"), std::string(), std::string("\xFF\xD8"),
          " " + document(), std::string("#!/bin/sh")})
        BOOST_TEST(why(bytes) == "error.attachment.kind", bytes);
}

BOOST_AUTO_TEST_CASE(no_cut_of_a_picture_is_kept_and_none_is_read_beyond_its_end)
{
    for (const auto& whole : {plain_photo(), checked(photo(6))->bytes, plain_drawing()})
        for (std::size_t size = 0; size < whole.size(); ++size)
            BOOST_TEST(!checked(whole.substr(0, size)), size);
    for (std::size_t size = 0; size < photo().size(); ++size) {
        const auto content = checked(photo().substr(0, size));
        BOOST_TEST((!content || !content->bytes.contains(kPlace)), size);
    }
}

BOOST_AUTO_TEST_CASE(whatever_byte_is_changed_nothing_of_the_place_comes_through)
{
    for (const auto& whole : {photo(), drawing()})
        for (std::size_t at = 0; at < whole.size(); ++at)
            for (const char other : {'\0', '\x01', '\x7F', '\xFF'}) {
                auto bytes = whole;
                bytes[at] = other;
                const auto content = checked(bytes); // must not crash; sizes may now point anywhere
                if (content && content->kind != AttachmentKind::pdf)
                    BOOST_TEST(content->bytes.size() <= bytes.size() + 36);
            }
}

BOOST_AUTO_TEST_CASE(five_megabytes_are_the_most)
{
    const auto of_size = [](std::size_t size) {
        return document().insert(9, std::string(size - document().size(), ' '));
    };
    BOOST_TEST(why(of_size(kMostBytes)) == "");
    BOOST_TEST(why(of_size(kMostBytes + 1)) == "error.attachment.size");
}

BOOST_AUTO_TEST_SUITE_END()
