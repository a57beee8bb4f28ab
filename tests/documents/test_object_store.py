"""ObjectStorage against a real S3 protocol server on this machine."""

import boto3
import pytest
import requests
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from documents.object_store import ObjectStorage
from yangcheng_titles import backups

BUCKET = "titles"
KEYS = {"access_key": "test", "secret_key": "test", "region_name": "us-east-1"}


@pytest.fixture
def server():
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    requests.post(f"http://{host}:{port}/moto-api/reset", timeout=10)  # servers of a process share
    yield running
    running.stop()


@pytest.fixture
def endpoint(server):
    host, port = server.get_host_and_port()
    return f"http://{host}:{port}"


@pytest.fixture
def client(endpoint):
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        region_name="us-east-1",
    )


@pytest.fixture
def store(endpoint, client):
    client.create_bucket(Bucket=BUCKET)
    return ObjectStorage(bucket_name=BUCKET, endpoint_url=endpoint, **KEYS)


@pytest.fixture
def in_use(store, endpoint, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "documents.object_store.ObjectStorage",
            "OPTIONS": {"bucket_name": BUCKET, "endpoint_url": endpoint, **KEYS},
        }
    }


def test_saved_bytes_come_back_when_opened(store):
    name = store.save("papers/ab/scan.pdf", ContentFile(b"%PDF-1.7 " + b"x" * 3_000_000))

    with store.open(name) as file:
        assert file.read() == b"%PDF-1.7 " + b"x" * 3_000_000
    assert store.exists(name)
    assert store.size(name) == 3_000_009


def test_standing_file_is_never_overwritten(store):
    first = store.save("papers/a.pdf", ContentFile(b"1"))
    second = store.save("papers/a.pdf", ContentFile(b"2"))

    assert first != second
    with store.open(first) as file:
        assert file.read() == b"1"


def test_object_is_private_and_has_no_address(store, client):
    name = store.save("papers/a.pdf", ContentFile(b"1"))

    grants = client.get_object_acl(Bucket=BUCKET, Key=name)["Grants"]
    assert all(grant["Permission"] == "FULL_CONTROL" for grant in grants)
    assert not any("URI" in grant["Grantee"] for grant in grants)
    with pytest.raises(NotImplementedError):
        store.url(name)


def test_missing_object_is_no_file(store):
    assert not store.exists("papers/none.pdf")
    with pytest.raises(FileNotFoundError):
        store.open("papers/none.pdf")


def test_store_that_is_gone_is_an_os_error_for_every_act(store, server):
    server.stop()

    for act in (
        lambda: store.save("a.pdf", ContentFile(b"1")),
        lambda: store.open("a.pdf"),
        lambda: store.exists("a.pdf"),
        lambda: store.delete("a.pdf"),
        lambda: store.size("a.pdf"),
    ):
        with pytest.raises(OSError, match="the object store"):
            act()


def test_bucket_that_is_closed_to_us_is_an_os_error(endpoint):
    other = ObjectStorage(bucket_name="another", endpoint_url=endpoint, **KEYS)

    with pytest.raises(OSError, match="the object store") as caught:
        other.save("a.pdf", ContentFile(b"1"))
    assert isinstance(caught.value.__cause__, ClientError)


def test_site_keeps_and_gives_its_files_through_the_store_when_set(in_use, client):
    name = default_storage.save("papers/a.pdf", ContentFile(b"1"))

    assert client.get_object(Bucket=BUCKET, Key=name)["Body"].read() == b"1"
    with default_storage.open(name) as file:
        assert file.read() == b"1"


def test_backup_finds_every_file_of_the_store(in_use):
    assert list(backups.stored()) == []
    for name in ("papers/ab/scan.pdf", "documents/0a/made.pdf", "papers/cd/photo.jpg"):
        default_storage.save(name, ContentFile(b"bytes"))

    assert list(backups.stored()) == [
        "documents/0a/made.pdf",
        "papers/ab/scan.pdf",
        "papers/cd/photo.jpg",
    ]
