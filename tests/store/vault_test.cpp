// Sealing, keyed hashes, the key file, passwords.
#include "models/store/seal.hpp"
#include "tests/support/temp_folder.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <set>
#include <sys/stat.h>

using store::SealBroken;
using store::Vault;

static auto says(std::string_view words)
{
    return [words](const std::exception& error) {
        return std::string(error.what()).find(words) != std::string::npos;
    };
}

static std::string first_line(const std::filesystem::path& file)
{
    std::string line;
    std::ifstream in(file);
    std::getline(in, line);
    return line;
}

BOOST_AUTO_TEST_SUITE(vault)

BOOST_AUTO_TEST_CASE(what_is_sealed_opens_only_where_it_was_sealed)
{
    const auto vault = Vault::for_tests();
    for (const std::string plain : {"", "石玉兰", "529903196304120028"}) {
        const auto sealed = vault->seal(plain, "household_document|1|1");
        BOOST_TEST(vault->unseal(sealed, "household_document|1|1") == plain);
        BOOST_CHECK_THROW(vault->unseal(sealed, "household_document|2|1"), SealBroken);
        BOOST_CHECK_THROW(vault->unseal(sealed, ""), SealBroken);
        BOOST_TEST(sealed != vault->seal(plain, "household_document|1|1")); // a nonce of its own
        BOOST_TEST((plain.empty() || sealed.find(plain) == std::string::npos));
    }
}

BOOST_AUTO_TEST_CASE(every_changed_character_is_noticed)
{
    const auto vault = Vault::for_tests();
    const auto sealed = vault->seal("石玉兰", "here");
    for (std::size_t i = 0; i + 1 < sealed.size(); ++i) { // the last character carries spare bits
        auto changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        BOOST_CHECK_THROW(vault->unseal(changed, "here"), SealBroken);
        BOOST_CHECK_THROW(vault->unseal(sealed.substr(0, i), "here"), SealBroken);
    }
    BOOST_CHECK_THROW(vault->unseal("石玉兰", "here"), SealBroken);
}

BOOST_AUTO_TEST_CASE(another_key_opens_nothing_and_finds_nothing)
{
    const support::TempFolder folder;
    const auto one = Vault::open_or_make(folder.path() / "one");
    const auto other = Vault::open_or_make(folder.path() / "other");
    BOOST_CHECK_THROW(other->unseal(one->seal("x", "here"), "here"), SealBroken);
    BOOST_TEST(one->blind_index("1") != other->blind_index("1"));
    BOOST_TEST(one->secret_hash("1") != other->secret_hash("1"));
    BOOST_TEST(one->audit_mac("1", "") != other->audit_mac("1", ""));
    BOOST_TEST(one->search_token({520324000000}, "name", "1") !=
               other->search_token({520324000000}, "name", "1"));
}

BOOST_AUTO_TEST_CASE(hashes_are_kept_apart_by_purpose_county_and_kind)
{
    const auto vault = Vault::for_tests();
    const models::Area here{520324000000}, there{520525000000};
    const std::set<std::string> all{vault->blind_index("1"),
                                    vault->secret_hash("1"),
                                    vault->csrf_token("1"),
                                    vault->audit_mac("1", ""),
                                    vault->audit_mac("", "1"),
                                    vault->search_token(here, "name", "1"),
                                    vault->search_token(here, "bigram", "1"),
                                    vault->search_token(here, "nam", "e1"),
                                    vault->search_token(there, "name", "1")};
    BOOST_TEST(all.size() == 9u);
    BOOST_TEST(vault->blind_index("1") == Vault::for_tests()->blind_index("1"));
}

BOOST_AUTO_TEST_CASE(the_key_file_is_made_once_and_for_its_owner_alone)
{
    const support::TempFolder folder;
    const auto file = folder.path() / "key";
    const auto made = Vault::open_or_make(file);
    struct stat status{};
    BOOST_REQUIRE(::stat(file.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 0777) == 0600u);
    const auto line = first_line(file);
    BOOST_TEST(Vault::open_or_make(file)->unseal(made->seal("x", "here"), "here") == "x");
    BOOST_TEST(first_line(file) == line);
    BOOST_TEST(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

BOOST_AUTO_TEST_CASE(a_changed_key_is_known_to_every_process_and_only_fields_have_it)
{
    const support::TempFolder folder;
    const auto file = folder.path() / "key";
    const auto one = Vault::open_or_make(file), other = Vault::open_or_make(file);
    const auto before = one->seal("old", "here");
    const auto index = one->blind_index("1"), secret = one->secret_hash("1"), mac = one->audit_mac("1", "");

    one->add_key(store::KeyUse::fields, 1'800'000'000'000);

    const auto after = one->seal("new", "here");
    BOOST_TEST(other->unseal(after, "here") == "new"); // it reads the file again
    BOOST_TEST(other->seal("x", "here").substr(0, 10) == after.substr(0, 10));
    BOOST_TEST(one->unseal(before, "here") == "old");
    const auto again = Vault::open_or_make(file);
    BOOST_TEST(again->unseal(before, "here") == "old");
    BOOST_TEST(again->unseal(after, "here") == "new");
    BOOST_TEST(again->key_names().size() == 2u);
    for (const auto& vault : {one, other, again}) {
        BOOST_TEST(vault->blind_index("1") == index);
        BOOST_TEST(vault->secret_hash("1") == secret);
        BOOST_TEST(vault->audit_mac("1", "") == mac);
    }
    struct stat status{};
    BOOST_REQUIRE(::stat(file.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 0777) == 0600u);
    BOOST_TEST(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);

    again->drop_old_keys();
    BOOST_CHECK_THROW(Vault::open_or_make(file)->unseal(before, "here"), SealBroken);
    BOOST_TEST(Vault::open_or_make(file)->unseal(after, "here") == "new");
    BOOST_TEST(Vault::open_or_make(file)->blind_index("1") == index);
    std::ofstream(file, std::ios::trunc) << "keys 2\nsearch AAAA 0\n";
    BOOST_CHECK_EXCEPTION(Vault::open_or_make(file), std::runtime_error, says("damaged"));
}

BOOST_AUTO_TEST_CASE(a_new_key_of_sessions_ends_them_and_nothing_else)
{
    const support::TempFolder folder;
    const auto file = folder.path() / "key";
    const auto vault = Vault::open_or_make(file), other = Vault::open_or_make(file);
    const auto session = vault->session_hash("1"), csrf = vault->csrf_token("1");
    const auto secret = vault->secret_hash("1"), code = vault->short_code("1"),
               index = vault->blind_index("1");
    const auto mac = vault->audit_mac("1", "");
    vault->add_key(store::KeyUse::session, 1'800'000'000'000);
    other->refresh();
    for (const auto& one : {vault, other, Vault::open_or_make(file)}) {
        BOOST_TEST(one->session_hash("1") != session);
        BOOST_TEST(one->session_hash("1") == vault->session_hash("1"));
        BOOST_TEST(one->csrf_token("1") != csrf);
        BOOST_TEST(one->secret_hash("1") == secret); // tokens, codes of slips
        BOOST_TEST(one->short_code("1") == code);
        BOOST_TEST(one->blind_index("1") == index);
        BOOST_TEST(one->audit_mac("1", "") == mac);
        BOOST_TEST(one->key_names(store::KeyUse::session).size() == 1u); // the old one is gone
    }
}

BOOST_AUTO_TEST_CASE(a_new_key_of_the_audit_signs_and_the_old_one_is_kept)
{
    const auto vault = Vault::for_tests();
    const auto before = vault->audit_mac("1", "");
    vault->add_key(store::KeyUse::audit, 1'800'000'000'000);
    const auto after = vault->audit_mac("1", "");
    BOOST_TEST(after != before);
    BOOST_TEST(vault->audit_mac("1", "", 0) == before);
    BOOST_TEST(vault->audit_key_of(before).value() == 0u);
    BOOST_TEST(vault->audit_key_of(after).value() == 1u);
    BOOST_TEST(!vault->audit_key_of("other." + before).has_value());
}

BOOST_AUTO_TEST_CASE(a_key_that_others_may_read_is_refused_with_what_to_do)
{
    const support::TempFolder folder;
    const auto file = folder.path() / "key";
    Vault::open_or_make(file);
    for (const auto mode : {0640u, 0604u, 0620u, 0644u}) {
        ::chmod(file.c_str(), mode);
        BOOST_CHECK_EXCEPTION(Vault::open_or_make(file), std::runtime_error, says("chmod 600"));
    }
    ::chmod(file.c_str(), 0600);
    BOOST_CHECK_NO_THROW(Vault::open_or_make(file));
}

BOOST_AUTO_TEST_CASE(a_damaged_key_is_told_and_never_replaced)
{
    const support::TempFolder folder;
    const auto file = folder.path() / "key";
    for (const auto* text : {"", "short\n", "!!!!\n"}) {
        std::ofstream(file) << text;
        ::chmod(file.c_str(), 0600);
        BOOST_CHECK_EXCEPTION(Vault::open_or_make(file), std::runtime_error, says("damaged"));
    }
    BOOST_CHECK_THROW(Vault::open_or_make("/nowhere/at/all/key"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(random_tokens_have_128_bits_and_more_and_never_repeat)
{
    std::set<std::string> tokens;
    for (int i = 0; i < 1000; ++i) tokens.insert(store::random_token());
    BOOST_TEST(tokens.size() == 1000u);
    BOOST_TEST(store::random_token().size() == 43u); // 256 bits
    BOOST_TEST(store::random_token(16).size() == 22u);
}

BOOST_AUTO_TEST_CASE(passwords_are_argon2id_of_at_least_19_mebibytes)
{
    const auto hash = store::password_hash("正确的密码 correct");
    BOOST_TEST(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
    BOOST_TEST(store::password_fits(hash, "正确的密码 correct"));
    BOOST_TEST(!store::password_fits(hash, "正确的密码 Correct"));
    BOOST_TEST(!store::password_fits(hash, ""));
    BOOST_TEST(!store::password_fits("", ""));
    BOOST_TEST(!store::password_fits("plain", "plain"));
    BOOST_TEST(store::password_hash("x") != store::password_hash("x"));
    BOOST_TEST(store::is_current_hash(hash));
    BOOST_TEST(!store::is_current_hash("$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHQ$" + std::string(43, 'A')));
}

BOOST_AUTO_TEST_SUITE_END()
