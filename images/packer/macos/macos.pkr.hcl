locals {
  versions        = jsondecode(file("${path.root}/versions.json"))
  macos_version   = var.macos_version != "" ? var.macos_version : local.versions.macos.version
  agent_version   = var.agent_version != "" ? var.agent_version : local.versions.agent.version
  toolbox_version = var.toolbox_version != "" ? var.toolbox_version : local.versions.toolbox.version
  source_cidrs    = compact(split(",", replace(var.source_cidrs, " ", "")))

  tags = {
    Name            = "Semaphore agent"
    Version         = var.image_version
    Agent_Version   = local.agent_version
    Toolbox_Version = local.toolbox_version
    Hash            = var.hash
    macOS_Version   = local.macos_version
    Source_AMI      = "{{ .SourceAMI }}"
    # What the scripts can do: libs/contract/src/image-contract.ts.
    "semaphore:image-contract" = "1"
  }
}

source "amazon-ebs" "macos" {
  ami_name              = "${var.ami_prefix}-${var.image_version}-macos-${var.arch}-${var.hash}"
  ami_description       = "Semaphore self-hosted agent on macOS"
  region                = var.region
  instance_type         = var.instance_type
  iam_instance_profile  = var.iam_instance_profile
  tenancy               = "host"
  ebs_optimized         = true
  force_deregister      = var.force_deregister
  force_delete_snapshot = var.force_deregister
  source_ami            = var.source_ami

  dynamic "source_ami_filter" {
    for_each = var.source_ami == "" ? ["newest"] : []

    content {
      most_recent = true
      owners      = ["amazon"]

      filters = {
        name                = "amzn-ec2-macos-${local.macos_version}.*"
        architecture        = "${var.arch}_mac"
        root-device-type    = "ebs"
        virtualization-type = "hvm"
      }
    }
  }

  # The snapshot of an encrypted volume is encrypted, so Packer need not make an encrypted copy of the image.
  launch_block_device_mappings {
    device_name           = "/dev/sda1"
    volume_type           = "gp3"
    volume_size           = 120
    iops                  = 3000
    throughput            = 125
    encrypted             = true
    delete_on_termination = true
  }

  imds_support = "v2.0"

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }

  # The SSH port is open only to source_cidrs or, if these are empty, to this machine's public address.
  temporary_security_group_source_public_ip = length(local.source_cidrs) == 0
  temporary_security_group_source_cidrs     = local.source_cidrs

  communicator  = "ssh"
  ssh_username  = "ec2-user"
  ssh_interface = var.ssh_interface
  # A Mac can take most of an hour to boot, and just as long to stop.
  ssh_timeout = "2h"

  aws_polling {
    delay_seconds = 60
    max_attempts  = 120
  }

  tags            = local.tags
  snapshot_tags   = local.tags
  run_tags        = { Name = "Packer: Semaphore agent on macOS" }
  run_volume_tags = { Name = "Packer: Semaphore agent on macOS" }
}

build {
  name    = "semaphore-agent-macos"
  sources = ["source.amazon-ebs.macos"]

  provisioner "shell" {
    inline = ["mkdir -p /tmp/packer/files /tmp/packer/scripts /tmp/packer/agent /tmp/packer/platform /tmp/packer/goss"]
  }

  provisioner "file" {
    source      = "${path.root}/files/"
    destination = "/tmp/packer/files/"
  }

  provisioner "file" {
    source      = "${path.root}/scripts/"
    destination = "/tmp/packer/scripts/"
  }

  provisioner "file" {
    source      = "${path.root}/versions.json"
    destination = "/tmp/packer/versions.json"
  }

  provisioner "file" {
    source      = "${path.root}/../common/agent/"
    destination = "/tmp/packer/agent/"
  }

  provisioner "file" {
    source      = "${path.root}/agent/"
    destination = "/tmp/packer/platform/"
  }

  provisioner "file" {
    source      = "${path.root}/../common/gen-pre-signed-url.py"
    destination = "/tmp/packer/gen-pre-signed-url.py"
  }

  provisioner "file" {
    source      = "${path.root}/../common/boto3.txt"
    destination = "/tmp/packer/boto3.txt"
  }

  provisioner "file" {
    source      = "${path.root}/../../goss/macos/"
    destination = "/tmp/packer/goss/"
  }

  provisioner "shell" {
    environment_vars = [
      "AGENT_VERSION=${local.agent_version}",
      "TOOLBOX_VERSION=${local.toolbox_version}",
    ]
    scripts = [
      "${path.root}/scripts/resize.sh",
      "${path.root}/scripts/install-tools.sh",
      "${path.root}/scripts/install-cloudwatch-agent.sh",
      "${path.root}/scripts/create-user.sh",
      "${path.root}/scripts/install-agent.sh",
      "${path.root}/scripts/check.sh",
      "${path.root}/scripts/finish.sh",
    ]
  }
}
